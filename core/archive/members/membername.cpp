#include "archive/members/membername.h"

#include <QSet>
#include <QStringDecoder>
#include <QStringList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qsizetype kShownCharacters = 160;

Error refused(QByteArrayView raw, const QString& detail)
{
  return Error{Error::Kind::BadInput, shownName(raw), detail};
}

/// Characters that change what a terminal or a list shows instead of being shown.
bool isHiddenOrTurns(char32_t c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

bool isPlain(QByteArrayView raw)
{
  return std::all_of(raw.begin(), raw.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || c == '/';
  });
}

bool isDrive(QStringView path)
{
  return path.size() >= 2 && path[1] == u':' && path[0].unicode() < 0x80 && path[0].isLetter() &&
         (path.size() == 2 || path[2] == u'/');
}

/// "..", and what some system takes for it: ".. ", "...", " ..".
bool isUpward(QStringView part)
{
  const auto trimmed = part.trimmed();
  return trimmed.size() >= 2 &&
         std::all_of(trimmed.begin(), trimmed.end(), [](QChar c) { return c == u'.' || c == u' '; });
}

/// Empty when the path stays where it is put.
QString wayOut(const QString& path)
{
  if (path.startsWith(u'/'))
    return u"The name is an absolute path"_s;
  if (isDrive(path))
    return u"The name starts with a drive"_s;
  if (path.contains(u'\\'))
    return u"The name contains a backslash, which is a folder separator on Windows"_s;
  const auto parts = QStringView(path).split(u'/');
  if (std::any_of(parts.begin(), parts.end(), isUpward))
    return u"The name leads out of its folder"_s;
  return {};
}

/// The path behind percent signs and look-alike characters.
QString undisguised(QString path)
{
  for (int round = 0; round < 3 && path.contains(u'%'); ++round)
    path = QString::fromUtf8(QByteArray::fromPercentEncoding(path.toUtf8()));
  return path.normalized(QString::NormalizationForm_KC);
}

Result<Unit> checkText(QByteArrayView raw, const QString& path)
{
  QString problem = wayOut(path);
  if (problem.isEmpty()) {
    // A backslash or slash that only appears by decoding is part of a file's name as long as it leads
    // nowhere.
    const QString behind = undisguised(path).replace(u'\\', u'/');
    problem = behind == path ? QString() : wayOut(behind);
  }
  if (!problem.isEmpty())
    return refused(raw, problem + u": the archive is unsafe and was not read. Get a clean export."_s);
  return Unit{};
}

Result<Unit> checkSize(QByteArrayView raw, const QByteArray& clean, const ArchiveLimits& limits)
{
  if (clean.size() > limits.pathBytes)
    return refused(raw, u"The path has %1 bytes; the limit is %2."_s.arg(clean.size()).arg(limits.pathBytes));
  int depth = 0;
  qsizetype from = 0;
  while (from <= clean.size()) {
    const qsizetype slash = clean.indexOf('/', from);
    const qsizetype to = slash < 0 ? clean.size() : slash;
    if (to - from > limits.partBytes)
      return refused(
          raw, u"A part of the name has %1 bytes; the limit is %2."_s.arg(to - from).arg(limits.partBytes));
    if (++depth > limits.depth)
      return refused(raw, u"The path is more than %1 folders deep, which is the limit."_s.arg(limits.depth));
    from = to + 1;
  }
  return Unit{};
}

/// Without "." parts, doubled and trailing slashes.
QByteArray withoutEmptyParts(QByteArrayView raw)
{
  QByteArray clean;
  clean.reserve(raw.size());
  qsizetype from = 0;
  while (from < raw.size()) {
    qsizetype to = from;
    while (to < raw.size() && raw[to] != '/')
      ++to;
    const auto part = raw.sliced(from, to - from);
    if (!part.isEmpty() && part != QByteArrayView(".")) {
      if (!clean.isEmpty())
        clean.append('/');
      clean.append(part);
    }
    from = to + 1;
  }
  return clean;
}

bool isReservedOnWindows(QStringView part)
{
  static const QSet<QString> reserved = {u"con"_s, u"prn"_s, u"aux"_s, u"nul"_s, u"conin$"_s, u"conout$"_s};
  const qsizetype dot = part.indexOf(u'.');
  const auto stem = (dot < 0 ? part : part.first(dot)).trimmed();
  if (stem.size() < 3 || stem.size() > 7)
    return false;
  const QString name = stem.toString().toLower();
  if (reserved.contains(name))
    return true;
  return name.size() == 4 && (name.startsWith("com"_L1) || name.startsWith("lpt"_L1)) &&
         u"0123456789¹²³"_s.contains(name[3]);
}

/// With the ways it can be read, each behind its encoding.
Error notUtf8(QByteArrayView raw)
{
  QStringList readings;
  for (const NameEncoding encoding : legacyEncodings())
    if (const QString name = decodedName(raw, encoding); !name.contains(QChar::ReplacementCharacter))
      readings += {encodingName(encoding), name};
  return refused(raw,
                 u"The name is not valid UTF-8. Say how such names are to be read, or rename the file and "
                 u"pack the course again."_s)
      .because("name-encoding"_L1, readings);
}

} // namespace

Result<MemberName> cleanMemberName(QByteArrayView raw, const ArchiveLimits& limits)
{
  if (raw.isEmpty())
    return refused(raw, u"A member has no name: the archive is damaged or was made by a faulty program."_s)
        .because("damaged-archive"_L1);
  if (raw.contains('\0'))
    return refused(raw, u"The name contains a zero byte: the archive is unsafe and was not read."_s);
  MemberName name;
  if (isPlain(raw)) {
    name.utf8 = withoutEmptyParts(raw);
    name.path = QString::fromLatin1(name.utf8);
    // Only dots can lead out of a plain name.
    if (raw.front() == '/' || raw.contains(QByteArrayView("..")))
      SCRIPTORIUM_TRY(checkText(raw, QString::fromLatin1(raw)));
  } else {
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(raw);
    if (decoder.hasError())
      return notUtf8(raw);
    SCRIPTORIUM_TRY(checkText(raw, text));
    name.utf8 = withoutEmptyParts(raw);
    name.path = QString::fromUtf8(name.utf8);
  }
  SCRIPTORIUM_TRY(checkSize(raw, name.utf8, limits));
  return name;
}

Result<MemberName> memberName(QByteArrayView raw, const ArchiveLimits& limits)
{
  if (limits.names == NameEncoding::Utf8 || raw.isValidUtf8())
    return cleanMemberName(raw, limits);
  const QString old = decodedName(raw, limits.names);
  // Bytes that the encoding does not have could not be given back.
  return cleanMemberName(old.contains(QChar::ReplacementCharacter) ? raw.toByteArray() : old.toUtf8(),
                         limits);
}

bool isPassedOver(QByteArrayView raw, const ArchiveLimits& limits)
{
  return limits.likeStudio && !raw.isValidUtf8();
}

bool isDeceptive(const QString& cleanPath)
{
  const auto wide = cleanPath.toUcs4();
  return std::ranges::any_of(wide, isHiddenOrTurns);
}

bool isMacNoise(QByteArrayView cleanPath)
{
  const auto isNoise = [](QByteArrayView part) {
    return (part.size() > 2 && part.startsWith("._")) || part == QByteArrayView("__MACOSX");
  };
  qsizetype from = 0;
  for (qsizetype at = 0; at < cleanPath.size(); ++at) {
    if (cleanPath[at] != '/')
      continue;
    if (isNoise(cleanPath.sliced(from, at - from)))
      return true;
    from = at + 1;
  }
  return isNoise(cleanPath.sliced(from));
}

QString portabilityProblem(const QString& cleanPath)
{
  for (const auto part : QStringView(cleanPath).split(u'/')) {
    if (part.endsWith(u'.') || part.endsWith(u' '))
      return u"a name that ends in a dot or a space"_s;
    const auto bad =
        std::find_if(part.begin(), part.end(), [](QChar c) { return u"<>:\"|?*"_s.contains(c); });
    if (bad != part.end())
      return u"the character %1 in a name"_s.arg(*bad);
    if (isReservedOnWindows(part))
      return u"the device name \"%1\""_s.arg(part);
  }
  return {};
}

QByteArray foldedName(const MemberName& name)
{
  if (name.path.size() == name.utf8.size())
    return name.utf8.toLower();
  return name.path.normalized(QString::NormalizationForm_D)
      .toCaseFolded()
      .normalized(QString::NormalizationForm_C)
      .toUtf8();
}

QString shownName(QByteArrayView raw)
{
  QString shown;
  const auto cut = raw.first(std::min<qsizetype>(raw.size(), kShownCharacters * 4));
  QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
  const QString text = decoder(cut);
  const bool isUtf8 = !decoder.hasError();
  const auto wide = isUtf8 ? text.toUcs4() : QList<uint>(cut.begin(), cut.end());
  for (const uint c : wide) {
    if (shown.size() >= kShownCharacters)
      return shown + u'…';
    const uint byte = c & 0xffU;
    if (!isUtf8 && (byte >= 0x7f || byte < 0x20))
      shown += u"\\x%1"_s.arg(byte, 2, 16, QLatin1Char('0'));
    else if (isUtf8 && isHiddenOrTurns(c))
      shown += u"\\u{%1}"_s.arg(c, 0, 16);
    else
      shown += QString::fromUcs4(reinterpret_cast<const char32_t*>(&c), 1);
  }
  return cut.size() < raw.size() ? shown + u'…' : shown;
}

bool staysInFolder(QByteArrayView target)
{
  if (target.isEmpty() || target.front() == '/' || target.contains('\\'))
    return false;
  int depth = 0;
  qsizetype from = 0;
  while (from <= target.size()) {
    qsizetype to = from;
    while (to < target.size() && target[to] != '/')
      ++to;
    const auto part = target.sliced(from, to - from);
    if (part == QByteArrayView(".."))
      --depth;
    else if (!part.isEmpty() && part != QByteArrayView("."))
      ++depth;
    if (depth < 0)
      return false;
    from = to + 1;
  }
  return true;
}

} // namespace scriptorium
