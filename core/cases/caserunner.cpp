#include "cases/caserunner.h"

#include "cases/answercase.h"

#include <QMap>
#include <QRegularExpression>

#include <algorithm>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

using Answerer = PyDict (*)(const PyValue&, const CaseRunner::Scripts&);

Answerer answererOf(const QString& kind)
{
  static const QMap<QString, Answerer> kinds = {
      {u"grade"_s, answerGrade},         {u"show"_s, answerShow},   {u"render"_s, answerRender},
      {u"ajax"_s, answerAjax},           {u"calc"_s, answerCalc},   {u"preview"_s, answerPreview},
      {u"tolerance"_s, answerTolerance}, {u"block"_s, answerBlock}, {u"markdown"_s, answerMarkdown},
      {u"olx_editor"_s, answerEditor},
  };
  return kinds.value(kind);
}

PyDict bug(const QString& message)
{
  return {{u"error"_s, PyDict{{u"phase"_s, u"bug"_s}, {u"kind"_s, u"other"_s}, {u"message"_s, message}}}};
}

/// Whether every text, names included, is one: no half of a pair of UTF-16, which JSON can hold.
bool isText(const PyValue& value)
{
  if (const QString* text = value.string())
    return text->isValidUtf16();
  if (const PyList* list = value.list())
    return std::ranges::all_of(*list, isText);
  const PyDict* dict = value.dict();
  return !dict || std::ranges::all_of(*dict, [](const auto& entry) {
    return entry.first.isValidUtf16() && isText(entry.second);
  });
}

/// What is wrong with a case before any of it is used, as a sentence; empty when nothing is.
QString faultOf(const PyValue& asked)
{
  if (!isText(asked))
    return u"A text of the case holds half a character (a surrogate without its other half). Write the whole "
           "character."_s;
  constexpr qint64 kMostAttempts = 1'000'000'000;
  const std::pair<QStringView, qint64> kNumbers[] = {{u"seed", std::numeric_limits<qint64>::max()},
                                                     {u"attempt", kMostAttempts}};
  for (const auto& [name, most] : kNumbers) {
    const PyValue* value = asked.at(name);
    const auto number = value ? value->toInt() : std::nullopt;
    if (value && !value->isNone() && (!number || *number > most || *number < -most))
      return u"The %1 of the case must be a whole number from -%2 to %2."_s.arg(name).arg(most);
  }
  return {};
}

PyDict answerOf(const QByteArray& line, const CaseRunner::Scripts& scripts)
{
  if (!line.isValidUtf8())
    return bug(u"The line is not UTF-8 text. Save the cases as UTF-8."_s);
  const auto asked = PyValue::fromJson(line);
  if (!asked || !asked->dict())
    return bug(u"The line is not a JSON object."_s);
  if (const QString fault = faultOf(*asked); !fault.isEmpty())
    return bug(fault);
  const QString kind = textAt(*asked, u"kind");
  const Answerer answerer = answererOf(kind);
  return answerer ? answerer(*asked, scripts) : bug(u"There is no kind of case \"%1\"."_s.arg(kind));
}

} // namespace

CaseRunner::CaseRunner(Scripts scripts) : m_scripts(std::move(scripts)) {}

QByteArray CaseRunner::answer(const QByteArray& line)
{
  // What differs from run to run is masked: addresses of objects.
  static const QRegularExpression address(u"at 0x[0-9a-f]+"_s);
  QString answer = QString::fromUtf8(PyValue(answerOf(line, m_scripts)).toJson());
  answer.replace(address, u"at 0xADDR"_s);
  return answer.toUtf8();
}

QString textAt(const PyValue& asked, QStringView name)
{
  const PyValue* value = asked.at(name);
  return value && value->string() ? *value->string() : QString();
}

bool isTrueAt(const PyValue& asked, QStringView name, bool fallback)
{
  const PyValue* value = asked.at(name);
  return value ? value->isTrue() : fallback;
}

PyDict entriesAt(const PyValue& asked, QStringView name)
{
  const PyValue* value = asked.at(name);
  return value && value->dict() ? *value->dict() : PyDict();
}

PyValue orNone(const QString& text)
{
  return text.isEmpty() ? PyValue() : PyValue(text);
}

} // namespace scriptorium::capa
