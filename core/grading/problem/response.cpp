#include "grading/problem/response.h"

#include "grading/problem/problem.h"
#include "grading/values/problemxml.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

Response::Response(Problem& problem, Element& element, QString tag, int number)
    : m_problem(problem), m_element(element), m_tag(std::move(tag)),
      m_id(u"%1_%2"_s.arg(problem.id()).arg(number)), m_number(number)
{}

Response::~Response() = default;

std::optional<Outcome<bool>> Response::hintCondition(const Element&, const Answers&)
{
  return std::nullopt;
}

Outcome<QMap<QString, PyValue>> Response::shownAnswers()
{
  return m_defaultAnswers;
}

Outcome<Unit> Response::addExtendedHints(CorrectMap&, const Answers&) const
{
  return Unit{};
}

Outcome<Unit> Response::receiveScore(const QString&, const QString&, CorrectMap&)
{
  return Unit{};
}

int Response::maxScore() const
{
  int sum = 0;
  for (const QString& id : m_answerIds)
    sum += maxPoints(id);
  return sum;
}

QString Response::contextualAttribute(QStringView name, const QString& fallback) const
{
  const auto value = m_element.find(name);
  return value ? m_problem.contextualised(*value) : fallback;
}

CorrectMap Response::forAll(const CorrectEntry& entry) const
{
  CorrectMap map;
  for (const QString& id : m_answerIds)
    map[id] = entry;
  return map;
}

QString Response::feedbackBox(bool isCorrect, const std::optional<QString>& label, const QStringList& inner,
                              bool isMultiple)
{
  const QString title = label.value_or(isCorrect ? u"Correct:"_s : u"Incorrect:"_s);
  QString texts;
  for (const QString& text : inner)
    texts += u"<div class=\"hint-text\">%1</div>"_s.arg(text);
  if (isMultiple)
    texts = u"<div class=\"feedback-hint-multi\">"_s + texts + u"</div>"_s;
  QString box =
      isCorrect ? u"<div class=\"feedback-hint-correct\">"_s : u"<div class=\"feedback-hint-incorrect\">"_s;
  box += u"<div class=\"explanation-title\">Answer</div>"_s;
  if (!title.isEmpty())
    box += u"<span class=\"hint-label\">"_s + markupSafe(title) + u" </span>"_s;
  return box + texts + u"</div>"_s;
}

QString Response::feedbackBox(bool isCorrect, const Element& hint)
{
  const bool isEmpty = hint.text.isEmpty() && hint.children().empty();
  const QString inner = isEmpty ? QString() : innerMarkup(hint);
  if (inner.isEmpty())
    return {};
  return feedbackBox(isCorrect, hint.find(u"label"), {inner});
}

} // namespace scriptorium::capa
