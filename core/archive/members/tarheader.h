#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

/// The fixed fields of a tar header block and where they stand (POSIX.1-1988 ustar).
namespace scriptorium::tar {

constexpr qsizetype kBlock = 512;

struct Field
{
  qsizetype at;
  qsizetype length;
};
constexpr Field kName{0, 100};
constexpr Field kMode{100, 8};
constexpr Field kUser{108, 8};
constexpr Field kGroup{116, 8};
constexpr Field kSize{124, 12};
constexpr Field kTime{136, 12};
constexpr Field kChecksum{148, 8};
constexpr Field kType{156, 1};
constexpr Field kLink{157, 100};
constexpr Field kMagic{257, 8};
constexpr Field kPrefix{345, 155};

/// The bytes of a field up to its first zero.
QByteArrayView text(const char* block, Field field);
/// An octal or base-256 number; nothing when it is neither or negative.
std::optional<qint64> number(const char* block, Field field);
/// Whether the header's checksum is that of its bytes, counted signed or unsigned.
bool isChecksumRight(const char* block);
/// Sum of the bytes with the checksum field as blanks.
qint64 checksum(const char* block);
bool isZero(const char* block);
/// Whether `bytes` start with a header (a block of 512) whose checksum is right.
bool isHeader(QByteArrayView bytes);

} // namespace scriptorium::tar
