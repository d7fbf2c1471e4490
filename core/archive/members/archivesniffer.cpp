#include "archive/members/archivesniffer.h"

#include "archive/members/tarheader.h"

#include <QStringDecoder>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

struct Magic
{
  qsizetype at;
  QByteArrayView bytes;
  const char* what;
};

const std::array kMagics = {
    Magic{0, {"\x1f\x8b", 2}, "a gzip file"},
    Magic{0, {"PK\x03\x04", 4}, "a zip archive"},
    Magic{0, {"PK\x05\x06", 4}, "an empty zip archive"},
    Magic{0, {"PK\x07\x08", 4}, "a part of a split zip archive"},
    Magic{0, {"Rar!\x1a\x07", 6}, "a RAR archive"},
    Magic{0, {"7z\xbc\xaf\x27\x1c", 6}, "a 7-Zip archive"},
    Magic{0, {"BZh", 3}, "a bzip2 file"},
    Magic{0,
          {"\xfd"
           "7zXZ",
           5},
          "an xz file"},
    Magic{0, {"\x28\xb5\x2f\xfd", 4}, "a Zstandard file"},
    Magic{0, {"\x1f\x9d", 2}, "a compress (.Z) file"},
    Magic{0, {"%PDF", 4}, "a PDF document"},
    Magic{0, {"SQLite format 3", 15}, "a SQLite database"},
    Magic{0, {"\x89PNG", 4}, "a PNG image"},
    Magic{0, {"\xff\xd8\xff", 3}, "a JPEG image"},
    Magic{0, {"GIF8", 4}, "a GIF image"},
    Magic{4, {"ftyp", 4}, "a video"},
    Magic{0,
          {"\x7f"
           "ELF",
           4},
          "a program"},
    Magic{0, {"MZ", 2}, "a Windows program"},
    Magic{0, {"\xd0\xcf\x11\xe0", 4}, "an old Office document"},
};

QString describeText(QByteArrayView start)
{
  QStringDecoder decoder(QStringDecoder::Utf8);
  const QString text = QString(decoder(start)).trimmed().toLower();
  if (decoder.hasError())
    return {};
  if (text.startsWith("<!doctype html"_L1) || text.startsWith("<html"_L1) || text.contains("<head"_L1))
    return u"a web page (HTML), perhaps a login page that was saved in place of the download"_s;
  if (text.startsWith(u'<'))
    return u"an XML file, not packed"_s;
  if (text.startsWith(u'{') || text.startsWith(u'['))
    return u"a JSON file, perhaps an error message that was saved in place of the download"_s;
  const bool isText =
      std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint() || c.isSpace(); });
  return isText && !text.isEmpty() ? u"a text file"_s : QString();
}

} // namespace

ArchiveFormat sniffFormat(QByteArrayView start)
{
  if (start.startsWith(QByteArrayView("\x1f\x8b", 2)))
    return ArchiveFormat::TarGz;
  if (start.startsWith(QByteArrayView("PK\x03\x04", 4)) || start.startsWith(QByteArrayView("PK\x05\x06", 4)))
    return ArchiveFormat::Zip;
  return tar::isHeader(start) ? ArchiveFormat::Tar : ArchiveFormat::Unknown;
}

QString describeBytes(QByteArrayView start)
{
  if (start.isEmpty())
    return u"nothing"_s;
  if (tar::isHeader(start))
    return u"a tar archive"_s;
  for (const auto& magic : kMagics)
    if (start.size() >= magic.at && start.sliced(magic.at).startsWith(magic.bytes))
      return QString::fromLatin1(magic.what);
  if (std::all_of(start.begin(), start.end(), [](char c) { return c == 0; }))
    return u"only zero bytes, as after an interrupted copy"_s;
  const QString text = describeText(start.first(std::min<qsizetype>(start.size(), 512)));
  return text.isEmpty() ? u"something that is no archive of a kind known here"_s : text;
}

} // namespace scriptorium
