#include "model/timetext.h"

#include "model/badinput.h"

#include <QDate>
#include <QDateTime>
#include <QRegularExpression>
#include <QTime>
#include <QTimeZone>

#include <algorithm>
#include <iterator>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr QLatin1StringView kMonths[] = {"jan"_L1, "feb"_L1, "mar"_L1, "apr"_L1, "may"_L1, "jun"_L1,
                                         "jul"_L1, "aug"_L1, "sep"_L1, "oct"_L1, "nov"_L1, "dec"_L1};

/// What has been understood of a date so far.
struct Parts
{
  std::optional<int> year;
  std::optional<int> month;
  QList<int> numbers; ///< in order, neither year nor named month
  int hour = 0;
  int minute = 0;
  int second = 0;
  int offsetSeconds = 0;
};

Error noDate(const QString& text)
{
  return bad(u"“%1” is no date; write it as 2030-01-31 12:00 UTC."_s.arg(text));
}

int offsetOf(QStringView sign, QStringView hours, QStringView minutes)
{
  const int seconds = hours.toInt() * 3600 + minutes.toInt() * 60;
  return sign == u"-" ? -seconds : seconds;
}

Result<QString> dateText(const QString& text, const QDate& date, const QTime& time, int offsetSeconds)
{
  if (!date.isValid() || !time.isValid())
    return noDate(text);
  const QDateTime moment = QDateTime(date, time, Qt::UTC).addSecs(-offsetSeconds);
  return moment.toString(u"yyyy-MM-ddTHH:mm:ss"_s) + u'Z';
}

std::optional<Result<QString>> readIso(const QString& text)
{
  static const QRegularExpression kIso(
      u"^(\\d{4})-?(\\d{2})-?(\\d{2})(?:[T ]\\s*(\\d{2}):?(\\d{2})(?::?(\\d{2})(?:[.,]\\d+)?)?)?"
      "\\s*(?:Z|UTC|GMT|([+-])(\\d{2}):?(\\d{2})?)?$"_s);
  const auto match = kIso.match(text);
  if (!match.hasMatch())
    return std::nullopt;
  const auto number = [&](int group) { return match.capturedView(group).toInt(); };
  return dateText(text, QDate(number(1), number(2), number(3)), QTime(number(4), number(5), number(6)),
                  offsetOf(match.capturedView(7), match.capturedView(8), match.capturedView(9)));
}

/// Takes the time and the zone's offset out of the text.
bool takeTime(QString& text, Parts& parts)
{
  static const QRegularExpression kTime(
      u"(?<!\\d)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?\\s*([ap]\\.?m\\b\\.?)?"
      "\\s*(?:([+-])(\\d{2}):?(\\d{2})\\b)?"_s,
      QRegularExpression::CaseInsensitiveOption);
  static const QRegularExpression kHour(u"\\b(\\d{1,2})\\s*([ap])\\.?m\\b\\.?"_s,
                                        QRegularExpression::CaseInsensitiveOption);
  const auto afternoon = [&](QStringView half) {
    if (half.startsWith(u'p', Qt::CaseInsensitive) && parts.hour < 12)
      parts.hour += 12;
    else if (half.startsWith(u'a', Qt::CaseInsensitive) && parts.hour == 12)
      parts.hour = 0;
  };
  if (const auto match = kTime.match(text); match.hasMatch()) {
    parts.hour = match.capturedView(1).toInt();
    parts.minute = match.capturedView(2).toInt();
    parts.second = match.capturedView(3).toInt();
    afternoon(match.capturedView(4));
    parts.offsetSeconds = offsetOf(match.capturedView(5), match.capturedView(6), match.capturedView(7));
    text.replace(match.capturedStart(), match.capturedLength(), u" "_s);
  } else if (const auto hour = kHour.match(text); hour.hasMatch()) {
    parts.hour = hour.capturedView(1).toInt();
    afternoon(hour.capturedView(2));
    text.replace(hour.capturedStart(), hour.capturedLength(), u" "_s);
  }
  return QTime(parts.hour, parts.minute, parts.second).isValid();
}

/// False for a word that has no place in a date. The words are those of Python's dateutil (parser.py,
/// parserinfo).
bool takeWord(const QString& written, bool hasTime, Parts& parts)
{
  static const QRegularExpression kMonth(
      u"^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
      "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$"_s);
  static const QRegularExpression kNoise(
      u"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?$|^(?:at|of|on|and|ad|m|st|nd|rd|th|t)$"_s);
  static const QRegularExpression kZone(u"^[A-Z]{3,5}$"_s);
  const QString word = written.toLower();
  if (kMonth.match(word).hasMatch()) {
    const auto month = std::ranges::find(kMonths, word.first(3));
    parts.month = static_cast<int>(std::distance(std::begin(kMonths), month)) + 1;
    return true;
  }
  // Zone names (EST, CET) count as UTC: the server does not know them.
  return kNoise.match(word).hasMatch() || word == "z"_L1 || word == "utc"_L1 || word == "gmt"_L1 ||
         (hasTime && kZone.match(written).hasMatch());
}

bool takeDay(const QString& text, bool hasTime, Parts& parts)
{
  static const QRegularExpression kForeign(u"[^\\p{L}\\d\\s.,;/'+-]"_s);
  if (kForeign.match(text).hasMatch())
    return false;
  static const QRegularExpression kToken(u"(\\d+)|(\\p{L}+)"_s);
  auto tokens = kToken.globalMatch(text);
  while (tokens.hasNext()) {
    const auto token = tokens.next();
    const QString word = token.captured(2);
    if (!word.isEmpty()) {
      if (!takeWord(word, hasTime, parts))
        return false;
    } else if (token.capturedLength(1) == 4 && !parts.year) {
      parts.year = token.capturedView(1).toInt();
    } else if (token.capturedLength(1) <= 2) {
      parts.numbers.append(token.capturedView(1).toInt());
    } else {
      return false;
    }
  }
  return parts.numbers.size() <= 3;
}

} // namespace

Result<QString> readDate(const QString& text)
{
  const QString trimmed = text.trimmed();
  if (auto iso = readIso(trimmed))
    return *std::move(iso);
  Parts parts;
  QString rest = trimmed;
  if (!takeTime(rest, parts) || !takeDay(rest, rest != trimmed, parts))
    return noDate(text);
  auto& numbers = parts.numbers;
  if (!parts.month && numbers.size() >= 2) {
    const bool dayFirst = numbers[0] > 12;
    parts.month = numbers.takeAt(dayFirst ? 1 : 0);
  }
  if (!parts.month || numbers.isEmpty())
    return bad(u"“%1” names no day and month; Studio reads it as “not set”."_s.arg(text))
        .because("not-set"_L1);
  const int day = numbers.takeFirst();
  if (!parts.year && !numbers.isEmpty())
    parts.year = 2000 + numbers.takeFirst();
  if (!parts.year)
    return bad(u"“%1” names no year; Studio takes the year in which it reads the course."_s.arg(text))
        .because("not-set"_L1);
  return dateText(text, QDate(*parts.year, *parts.month, day), QTime(parts.hour, parts.minute, parts.second),
                  parts.offsetSeconds);
}

Result<QString> readDate(qint64 milliseconds)
{
  const auto moment = QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC);
  if (moment.date().year() < 1 || moment.date().year() > 9999)
    return bad(u"%1 milliseconds since 1970 is no date."_s.arg(milliseconds));
  return moment.toString(u"yyyy-MM-ddTHH:mm:ss"_s) + u'Z';
}

Result<QString> readTimedelta(const QString& text)
{
  // As the server: xmodule/fields.py, TIMEDELTA_REGEX.
  static const QRegularExpression kSpan(
      u"^(?:(\\d+) days?)?\\s?(?:(\\d+) hours?)?\\s?(?:(\\d+) minutes?)?\\s?(?:(\\d+) seconds?)?$"_s);
  const auto match = kSpan.match(text);
  if (!match.hasMatch()) {
    return bad(
        u"“%1” is no span of time; write it as 1 day 2 hours 30 minutes. Studio reads it as “not set”."_s.arg(
            text));
  }
  const auto part = [&](int group) { return match.capturedView(group).toLongLong(); };
  const qint64 seconds = part(2) * 3600 + part(3) * 60 + part(4);
  const qint64 days = part(1) + seconds / 86400;
  QStringList words;
  if (days > 0)
    words.append(u"%1 days"_s.arg(days));
  if (seconds % 86400 > 0)
    words.append(u"%1 seconds"_s.arg(seconds % 86400));
  return words.join(u' ');
}

Result<QString> readRelativeTime(const QString& text)
{
  static const QRegularExpression kTime(u"^(\\d{1,2}):(\\d{1,2}):(\\d{1,2})$"_s);
  const auto match = kTime.match(text);
  const auto part = [&](int group) { return match.capturedView(group).toInt(); };
  if (!match.hasMatch() || part(1) > 23 || part(2) > 59 || part(3) > 61)
    return bad(u"“%1” is no place in a video; write it as HH:MM:SS, below 24 hours."_s.arg(text));
  return relativeTime(part(1) * 3600 + part(2) * 60 + part(3));
}

QString relativeTime(double seconds)
{
  const int whole = static_cast<int>(qBound(0.0, seconds, 86399.0));
  return QTime(0, 0).addSecs(whole).toString(u"HH:mm:ss"_s);
}

} // namespace scriptorium
