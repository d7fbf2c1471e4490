#include "model/coursekey.h"

#include "model/badinput.h"

#include <QStringList>
#include <QUuid>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qsizetype kMaxKeyLength = 255;

// The character classes of opaque_keys/edx/locator.py, beside word characters.
constexpr QStringView kCoursePart = u"-~.:";
constexpr QStringView kBlockId = u"-~.:";
constexpr QStringView kOldBlockId = u"-~.:%";
constexpr QStringView kLibraryPart = u"-.";

bool isWord(char32_t c)
{
  return c == U'_' || QChar::isLetterOrNumber(c);
}

bool isMadeOf(QStringView text, QStringView others)
{
  const auto points = text.toUcs4();
  return !points.isEmpty() && std::ranges::all_of(points, [&](char32_t c) {
    return isWord(c) || (c < 0x80 && others.contains(QChar(static_cast<char16_t>(c))));
  });
}

bool isAscii(QStringView text)
{
  return std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; });
}

Result<Unit> checkPart(const QString& name, const QString& text, QStringView others)
{
  if (text.isEmpty())
    return bad(u"The %1 of the course key is empty."_s.arg(name));
  if (!isMadeOf(text, others)) {
    return bad(
        u"The %1 “%2” has a character that course keys do not allow; use letters, digits, _ and %3."_s.arg(
            name, text, others.toString()));
  }
  return Unit{};
}

/// "ORG+NUM+RUN+branch@B+version@V" without branch and version.
QStringList plusParts(const QString& text)
{
  QStringList parts = text.split(u'+');
  parts.removeIf([](const QString& p) { return p.startsWith("branch@"_L1) || p.startsWith("version@"_L1); });
  return parts;
}

Result<UsageName> usageName(const QString& whole, const QString& type, const QString& blockId,
                            QStringView idCharacters)
{
  if (!isMadeOf(type, kCoursePart) || !isMadeOf(blockId, idCharacters))
    return bad(u"“%1” does not name a block: type or id has a character that is not allowed."_s.arg(whole));
  return UsageName{type, blockId};
}

Result<UsageName> parseLocator(const QString& text)
{
  const auto typeAt = text.indexOf("+type@"_L1);
  const auto blockAt = text.indexOf("+block@"_L1, qMax<qsizetype>(typeAt, 0));
  if (typeAt < 0 || blockAt < 0)
    return bad(u"“%1” is not a whole usage key: +type@… or +block@… is missing."_s.arg(text));
  return usageName(text, text.mid(typeAt + 6, blockAt - typeAt - 6), text.mid(blockAt + 7), kOldBlockId);
}

Result<UsageName> parseOldUsage(const QString& text)
{
  QStringList parts = text.mid(6).split(u'/');
  if (parts.size() != 4)
    return bad(u"“%1” is not a whole usage key: expected i4x://ORG/COURSE/TYPE/ID."_s.arg(text));
  const auto revision = parts[3].indexOf(u'@');
  if (revision > 0)
    parts[3].truncate(revision);
  return usageName(text, parts[2], parts[3], kOldBlockId);
}

Result<UsageName> parseLibraryUsage(const QString& text)
{
  const QStringList parts = text.split(u':');
  if (parts.size() != 5)
    return bad(u"“%1” is not a whole usage key: expected %2:ORG:LIBRARY:TYPE:ID."_s.arg(text, parts[0]));
  return usageName(text, parts[3], parts[4], kLibraryPart);
}

} // namespace

Result<CourseKey> CourseKey::make(Kind kind, const QString& org, const QString& number, const QString& run)
{
  const bool isLibrary = kind == Kind::Library;
  const QStringView others = isLibrary ? kLibraryPart : kCoursePart;
  SCRIPTORIUM_TRY(checkPart(u"organisation"_s, org, others));
  SCRIPTORIUM_TRY(checkPart(kind == Kind::Course ? u"number"_s : u"library name"_s, number, others));
  if (isLibrary && !isAscii(org))
    return bad(u"The organisation “%1” of a library may have only ASCII letters and digits."_s.arg(org));
  CourseKey key;
  key.m_kind = kind;
  key.m_org = org;
  key.m_number = number;
  if (kind == Kind::Course) {
    SCRIPTORIUM_TRY(checkPart(u"run"_s, run, others));
    key.m_run = run;
  } else if (kind == Kind::LegacyLibrary) {
    key.m_run = u"library"_s;
  }
  if (key.toString().size() > kMaxKeyLength)
    return bad(u"The course key is longer than %1 characters."_s.arg(kMaxKeyLength));
  return key;
}

Result<CourseKey> CourseKey::parse(const QString& text)
{
  if (text.startsWith("course-v1:"_L1)) {
    const QStringList parts = plusParts(text.mid(10));
    if (parts.size() != 3)
      return bad(u"“%1” is not a whole course key: expected course-v1:ORG+NUMBER+RUN."_s.arg(text));
    return make(Kind::Course, parts[0], parts[1], parts[2]);
  }
  if (text.startsWith("library-v1:"_L1)) {
    const QStringList parts = plusParts(text.mid(11));
    if (parts.size() != 2)
      return bad(u"“%1” is not a whole library key: expected library-v1:ORG+NAME."_s.arg(text));
    return make(Kind::LegacyLibrary, parts[0], parts[1], {});
  }
  if (text.startsWith("lib:"_L1)) {
    const QStringList parts = text.mid(4).split(u':');
    if (parts.size() != 2)
      return bad(u"“%1” is not a whole library key: expected lib:ORG:NAME."_s.arg(text));
    return make(Kind::Library, parts[0], parts[1], {});
  }
  const QStringList parts = text.split(u'/');
  if (parts.size() == 3)
    return make(Kind::Course, parts[0], parts[1], parts[2]);
  return bad(u"“%1” is not a course key: expected course-v1:ORG+NUMBER+RUN."_s.arg(text));
}

QString CourseKey::toString() const
{
  switch (m_kind) {
  case Kind::Course:
    return u"course-v1:%1+%2+%3"_s.arg(m_org, m_number, m_run);
  case Kind::LegacyLibrary:
    return u"library-v1:%1+%2"_s.arg(m_org, m_number);
  case Kind::Library:
    return u"lib:%1:%2"_s.arg(m_org, m_number);
  }
  Q_UNREACHABLE();
}

QString CourseKey::usageKey(const QString& type, const QString& blockId) const
{
  switch (m_kind) {
  case Kind::Course:
    return u"block-v1:%1+%2+%3+type@%4+block@%5"_s.arg(m_org, m_number, m_run, type, blockId);
  case Kind::LegacyLibrary:
    return u"lib-block-v1:%1+%2+type@%3+block@%4"_s.arg(m_org, m_number, type, blockId);
  case Kind::Library:
    return u"lb:%1:%2:%3:%4"_s.arg(m_org, m_number, type, blockId);
  }
  Q_UNREACHABLE();
}

Result<UsageName> parseUsage(const QString& text)
{
  if (text.startsWith("block-v1:"_L1) || text.startsWith("lib-block-v1:"_L1))
    return parseLocator(text);
  if (text.startsWith("i4x://"_L1))
    return parseOldUsage(text);
  if (text.startsWith("lb:"_L1) || text.startsWith("lct:"_L1))
    return parseLibraryUsage(text);
  // "@file/static/a.png": the id is a path and takes any character.
  if (text.startsWith("@file/"_L1) && text.size() > 6)
    return UsageName{u"@file"_s, text.mid(6)};
  const auto slash = text.indexOf(u'/');
  const auto cut = slash >= 0 ? slash : text.indexOf(u'@');
  if (cut <= 0)
    return bad(u"“%1” does not name a block: expected a usage key or type/id."_s.arg(text));
  return usageName(text, text.left(cut), text.mid(cut + 1), kOldBlockId);
}

bool isValidUrlName(QStringView name)
{
  return isMadeOf(name, kBlockId);
}

QString newUrlName()
{
  return QUuid::createUuid().toString(QUuid::Id128);
}

} // namespace scriptorium
