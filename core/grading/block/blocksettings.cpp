#include "grading/block/blocksettings.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>
#include <QTimeZone>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

/// Null where the field is not set, or set to nothing.
const PyValue* fieldOf(const PyDict& fields, QStringView name)
{
  for (const auto& [key, value] : fields)
    if (key == name && !value.isNone())
      return &value;
  return nullptr;
}

/// A text that is set to nothing (`null` in a policy) is no text: no value that a rule knows.
void read(const PyDict& fields, QStringView name, QString& target)
{
  for (const auto& [key, value] : fields)
    if (key == name && (value.isNone() || value.string() != nullptr))
      target = value.isNone() ? QString() : *value.string();
}

void read(const PyDict& fields, QStringView name, bool& target)
{
  const PyValue* value = fieldOf(fields, name);
  if (value != nullptr)
    target = value->string() != nullptr ? value->string()->toLower() == "true"_L1 : value->isTrue();
}

std::optional<qint64> wholeNumber(const PyDict& fields, QStringView name)
{
  const PyValue* value = fieldOf(fields, name);
  return value != nullptr ? value->toInt() : std::nullopt;
}

template <typename T>
std::optional<T> fromText(const PyDict& fields, QStringView name, std::optional<T> (*parse)(const QString&))
{
  const PyValue* value = fieldOf(fields, name);
  return value != nullptr && value->string() != nullptr ? parse(*value->string()) : std::nullopt;
}

/// A number is milliseconds since 1970.
std::optional<Timestamp> dateField(const PyDict& fields, QStringView name)
{
  const PyValue* value = fieldOf(fields, name);
  if (value == nullptr)
    return std::nullopt;
  if (value->string() != nullptr)
    return dateFromText(*value->string());
  const auto since = value->toInt();
  return since ? std::optional(Timestamp(std::chrono::milliseconds(*since))) : std::nullopt;
}

/// Dates as people write them, in the order of the United States: "Jan 1, 2024 11:00 PM", "1/31/2024".
QDateTime writtenDate(const QString& text)
{
  static const QStringList dates = {u"MMM d yyyy"_s, u"MMMM d yyyy"_s, u"d MMM yyyy"_s, u"d MMMM yyyy"_s,
                                    u"yyyy/M/d"_s,   u"M/d/yyyy"_s,    u"yyyyMMdd"_s};
  static const QStringList times = {{}, u" H:mm"_s, u" H:mm:ss"_s, u" h:mm AP"_s, u" h:mm:ss AP"_s};
  const QString plain = QString(text).remove(u',').simplified();
  for (const QString& date : dates)
    for (const QString& time : times)
      if (QDateTime read = QLocale::c().toDateTime(plain, date + time); read.isValid())
        return read;
  return {};
}

QString randomisation(const QString& word)
{
  if ((word.isEmpty() && !word.isNull()) || word == "true"_L1)
    return u"always"_s;
  return word == "false"_L1 ? u"per_student"_s : word;
}

} // namespace

BlockSettings BlockSettings::fromFields(const PyDict& fields)
{
  BlockSettings settings;
  QString name = *settings.displayName;
  read(fields, u"display_name", name);
  settings.displayName = name.isNull() ? std::optional<QString>() : name;
  settings.maxAttempts = wholeNumber(fields, u"max_attempts");
  read(fields, u"grading_method", settings.gradingMethod);
  settings.due = dateField(fields, u"due");
  settings.gracePeriod = fromText(fields, u"graceperiod", durationFromText);
  read(fields, u"show_correctness", settings.showCorrectness);
  read(fields, u"showanswer", settings.showAnswer);
  settings.attemptsBeforeShowAnswer = wholeNumber(fields, u"attempts_before_showanswer_button").value_or(0);
  read(fields, u"force_save_button", settings.forcesSaveButton);
  read(fields, u"show_reset_button", settings.showsResetButton);
  read(fields, u"rerandomize", settings.rerandomize);
  settings.rerandomize = randomisation(settings.rerandomize);
  if (const PyValue* way = fieldOf(fields, u"rerandomize"); way && way->boolean())
    settings.rerandomize = way->str(); // "True" is no way that the LMS knows: a seed for each new state
  settings.submissionWaitSeconds = wholeNumber(fields, u"submission_wait_seconds").value_or(0);
  if (const PyValue* weight = fieldOf(fields, u"weight"))
    settings.weight = weight->toFloat();
  read(fields, u"graded", settings.isGraded);
  return settings;
}

std::optional<Timestamp> BlockSettings::closeDate() const
{
  const std::optional<Timestamp> end = due ? due : courseEnd;
  return end && gracePeriod ? *end + *gracePeriod : end;
}

std::optional<Timestamp> dateFromText(const QString& text)
{
  QDateTime date = QDateTime::fromString(text.trimmed().replace(u' ', u'T'), Qt::ISODateWithMs);
  if (!date.isValid())
    date = writtenDate(text);
  if (!date.isValid())
    return std::nullopt;
  if (date.timeSpec() == Qt::LocalTime)
    date.setTimeZone(QTimeZone::utc());
  return Timestamp(std::chrono::milliseconds(date.toMSecsSinceEpoch()));
}

std::optional<std::chrono::seconds> durationFromText(const QString& text)
{
  static const QRegularExpression pattern(
      u"^(?:(\\d+) days?)?\\s?(?:(\\d+) hours?)?\\s?(?:(\\d+) minutes?)?\\s?(?:(\\d+) seconds?)?$"_s);
  const QRegularExpressionMatch match = pattern.match(text);
  if (!match.hasMatch())
    return std::nullopt;
  const auto part = [&match](int group) { return std::min(match.captured(group).toLongLong(), 1'000'000LL); };
  return std::chrono::hours(24 * part(1) + part(2)) + std::chrono::minutes(part(3)) +
         std::chrono::seconds(part(4));
}

} // namespace scriptorium::capa
