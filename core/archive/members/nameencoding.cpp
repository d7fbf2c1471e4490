#include "archive/members/nameencoding.h"

#include <QStringView>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// The characters of the bytes from 0x80 on; U+FFFD where the encoding has none.
constexpr QStringView kCp437 =
    u"\u00C7\u00FC\u00E9\u00E2\u00E4\u00E0\u00E5\u00E7\u00EA\u00EB\u00E8\u00EF\u00EE\u00EC\u00C4\u00C5"
    u"\u00C9\u00E6\u00C6\u00F4\u00F6\u00F2\u00FB\u00F9\u00FF\u00D6\u00DC\u00A2\u00A3\u00A5\u20A7\u0192"
    u"\u00E1\u00ED\u00F3\u00FA\u00F1\u00D1\u00AA\u00BA\u00BF\u2310\u00AC\u00BD\u00BC\u00A1\u00AB\u00BB"
    u"\u2591\u2592\u2593\u2502\u2524\u2561\u2562\u2556\u2555\u2563\u2551\u2557\u255D\u255C\u255B\u2510"
    u"\u2514\u2534\u252C\u251C\u2500\u253C\u255E\u255F\u255A\u2554\u2569\u2566\u2560\u2550\u256C\u2567"
    u"\u2568\u2564\u2565\u2559\u2558\u2552\u2553\u256B\u256A\u2518\u250C\u2588\u2584\u258C\u2590\u2580"
    u"\u03B1\u00DF\u0393\u03C0\u03A3\u03C3\u00B5\u03C4\u03A6\u0398\u03A9\u03B4\u221E\u03C6\u03B5\u2229"
    u"\u2261\u00B1\u2265\u2264\u2320\u2321\u00F7\u2248\u00B0\u2219\u00B7\u221A\u207F\u00B2\u25A0\u00A0";
constexpr QStringView kCp850 =
    u"\u00C7\u00FC\u00E9\u00E2\u00E4\u00E0\u00E5\u00E7\u00EA\u00EB\u00E8\u00EF\u00EE\u00EC\u00C4\u00C5"
    u"\u00C9\u00E6\u00C6\u00F4\u00F6\u00F2\u00FB\u00F9\u00FF\u00D6\u00DC\u00F8\u00A3\u00D8\u00D7\u0192"
    u"\u00E1\u00ED\u00F3\u00FA\u00F1\u00D1\u00AA\u00BA\u00BF\u00AE\u00AC\u00BD\u00BC\u00A1\u00AB\u00BB"
    u"\u2591\u2592\u2593\u2502\u2524\u00C1\u00C2\u00C0\u00A9\u2563\u2551\u2557\u255D\u00A2\u00A5\u2510"
    u"\u2514\u2534\u252C\u251C\u2500\u253C\u00E3\u00C3\u255A\u2554\u2569\u2566\u2560\u2550\u256C\u00A4"
    u"\u00F0\u00D0\u00CA\u00CB\u00C8\u0131\u00CD\u00CE\u00CF\u2518\u250C\u2588\u2584\u00A6\u00CC\u2580"
    u"\u00D3\u00DF\u00D4\u00D2\u00F5\u00D5\u00B5\u00FE\u00DE\u00DA\u00DB\u00D9\u00FD\u00DD\u00AF\u00B4"
    u"\u00AD\u00B1\u2017\u00BE\u00B6\u00A7\u00F7\u00B8\u00B0\u00A8\u00B7\u00B9\u00B3\u00B2\u25A0\u00A0";
constexpr QStringView kWindows1252 =
    u"\u20AC\uFFFD\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\uFFFD\u017D\uFFFD"
    u"\uFFFD\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\uFFFD\u017E\u0178"
    u"\u00A0\u00A1\u00A2\u00A3\u00A4\u00A5\u00A6\u00A7\u00A8\u00A9\u00AA\u00AB\u00AC\u00AD\u00AE\u00AF"
    u"\u00B0\u00B1\u00B2\u00B3\u00B4\u00B5\u00B6\u00B7\u00B8\u00B9\u00BA\u00BB\u00BC\u00BD\u00BE\u00BF"
    u"\u00C0\u00C1\u00C2\u00C3\u00C4\u00C5\u00C6\u00C7\u00C8\u00C9\u00CA\u00CB\u00CC\u00CD\u00CE\u00CF"
    u"\u00D0\u00D1\u00D2\u00D3\u00D4\u00D5\u00D6\u00D7\u00D8\u00D9\u00DA\u00DB\u00DC\u00DD\u00DE\u00DF"
    u"\u00E0\u00E1\u00E2\u00E3\u00E4\u00E5\u00E6\u00E7\u00E8\u00E9\u00EA\u00EB\u00EC\u00ED\u00EE\u00EF"
    u"\u00F0\u00F1\u00F2\u00F3\u00F4\u00F5\u00F6\u00F7\u00F8\u00F9\u00FA\u00FB\u00FC\u00FD\u00FE\u00FF";

QStringView upperHalf(NameEncoding encoding)
{
  switch (encoding) {
  case NameEncoding::Cp437:
    return kCp437;
  case NameEncoding::Cp850:
    return kCp850;
  case NameEncoding::Windows1252:
    return kWindows1252;
  case NameEncoding::Utf8:
    break;
  }
  return {};
}

} // namespace

const QList<NameEncoding>& legacyEncodings()
{
  static const QList<NameEncoding> all{NameEncoding::Cp437, NameEncoding::Cp850, NameEncoding::Windows1252};
  return all;
}

QString encodingName(NameEncoding encoding)
{
  switch (encoding) {
  case NameEncoding::Cp437:
    return u"cp437"_s;
  case NameEncoding::Cp850:
    return u"cp850"_s;
  case NameEncoding::Windows1252:
    return u"windows-1252"_s;
  case NameEncoding::Utf8:
    break;
  }
  return u"utf-8"_s;
}

std::optional<NameEncoding> nameEncoding(QStringView name)
{
  for (const NameEncoding encoding :
       {NameEncoding::Utf8, NameEncoding::Cp437, NameEncoding::Cp850, NameEncoding::Windows1252})
    if (encodingName(encoding).compare(name, Qt::CaseInsensitive) == 0)
      return encoding;
  return std::nullopt;
}

QString decodedName(QByteArrayView raw, NameEncoding encoding)
{
  const QStringView upper = upperHalf(encoding);
  if (upper.isEmpty() || raw.isValidUtf8())
    return QString::fromUtf8(raw);
  QString text;
  text.reserve(raw.size());
  for (const char c : raw) {
    const auto byte = static_cast<unsigned char>(c);
    text += byte < 0x80 ? QChar(ushort(byte)) : upper[byte - 0x80];
  }
  return text;
}

QByteArray encodedName(QStringView text, NameEncoding encoding)
{
  const QStringView upper = upperHalf(encoding);
  QByteArray raw;
  for (const QChar c : text) {
    const qsizetype at = c.unicode() < 0x80 ? -1 : upper.indexOf(c);
    if (c.unicode() >= 0x80 && (at < 0 || c == QChar::ReplacementCharacter))
      return {};
    raw += c.unicode() < 0x80 ? static_cast<char>(c.unicode()) : static_cast<char>(0x80 + at);
  }
  return raw;
}

} // namespace scriptorium
