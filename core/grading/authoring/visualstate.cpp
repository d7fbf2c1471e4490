#include "grading/authoring/clienttext.h"
#include "grading/authoring/editorchoice.h"
#include "grading/authoring/loosexml.h"
#include "grading/authoring/markdownscan.h"
#include "grading/authoring/questiontags.h"
#include "grading/authoring/visualeditor.h"

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

void setText(PyDict& entry, const QString& key, const std::optional<QString>& text)
{
  if (text)
    setEntry(entry, key, PyValue(*text));
}

/// Only the first 26 answers have one.
std::optional<QString> letter(qsizetype index)
{
  if (index >= 26)
    return std::nullopt;
  return QString(QChar(static_cast<char16_t>(u'A' + index)));
}

QString written(const LooseNode& node)
{
  return writtenLoosely(node.children);
}

std::vector<const LooseNode*> named(const LooseNode& node, QStringView name)
{
  std::vector<const LooseNode*> found;
  for (const LooseNode& child : node.children)
    if (child.name == name)
      found.push_back(&child);
  return found;
}

/// The trimmed texts of an element, joined.
QString plainText(const LooseNode& node)
{
  QString text;
  for (const LooseNode& child : node.children)
    if (child.isText())
      text += clientValue(clientTrimmed(child.text).toString());
  return text;
}

/// What an element holds, its elements brought together by name, its texts trimmed and at the end.
QString grouped(const LooseNode& node)
{
  QString all;
  QStringList done;
  for (const LooseNode& child : node.children) {
    if (child.isText() || done.contains(child.name))
      continue;
    done += child.name;
    for (const LooseNode* each : named(node, child.name)) {
      all += u'<' + each->name;
      for (const auto& [name, value] : each->attributes)
        all += u' ' + name +
               (value == "true"_L1 ? QString() : u"=\""_s + clientTrimmed(value).toString() + u'"');
      if (each->name.startsWith(u'?'))
        all += "?>"_L1;
      else
        all += u'>' + grouped(*each) + u"</"_s + each->name + u'>';
    }
  }
  return all + plainText(node);
}

QString questionOf(const LooseNode& problem, const QString& type)
{
  const bool isFirst = !problem.children.empty() && problem.children.front().name == type;
  const LooseNode& searched = isFirst ? problem.children.front() : problem;
  std::vector<const LooseNode*> parts;
  for (const LooseNode& node : searched.children) {
    if (isQuestionTag(node.name))
      parts.push_back(&node);
    else if (isResponseTag(node.name))
      for (const LooseNode& inner : node.children)
        if (isQuestionTag(inner.name))
          parts.push_back(&inner);
  }
  return writtenLoosely(parts)
      .replace("<description>"_L1, R"(<em class="olx_description">)"_L1)
      .replace("</description>"_L1, "</em>"_L1);
}

PyValue hintsOf(const LooseNode& problem)
{
  PyList hints;
  if (problem.count(u"demandhint") == 1)
    for (const LooseNode* hint : named(*problem.child(u"demandhint"), u"hint"))
      hints += PyValue(PyDict{{u"id"_s, PyValue(qint64(hints.size()))}, {u"value"_s, written(*hint)}});
  return {hints};
}

/// Without the heading that the editor adds again.
QString explanationOf(const LooseNode& response)
{
  const LooseNode* solution = response.child(u"solution");
  if (solution == nullptr)
    return {};
  const LooseNode* frame = solution->child(u"div");
  std::vector<const LooseNode*> parts;
  for (const LooseNode& node : (frame != nullptr ? frame : solution)->children) {
    const bool startsWithText = !node.children.empty() && node.children.front().isText();
    if (!startsWithText || clientTrimmed(node.children.front().text) != "Explanation"_L1)
      parts.push_back(&node);
  }
  return writtenLoosely(parts);
}

void addFeedback(PyDict& answer, const LooseNode& choice, const QString& hintTag)
{
  QString key = u"selectedFeedback"_s;
  for (const LooseNode* hint : named(choice, hintTag)) {
    if (const std::optional<QString> selected = hint->rawAttribute(u"selected"))
      key = *selected == "true"_L1 ? u"selectedFeedback"_s : u"unselectedFeedback"_s;
    setEntry(answer, key, PyValue(written(*hint)));
  }
}

PyDict choiceAnswer(const LooseNode& choice, qsizetype index, const QString& hintTag, bool isRich)
{
  std::vector<const LooseNode*> parts;
  for (const LooseNode& node : choice.children)
    if (node.name != hintTag)
      parts.push_back(&node);
  const QString plain = plainText(choice);
  PyDict answer;
  setText(answer, u"id"_s, letter(index));
  setEntry(answer, u"correct"_s, choice.attribute(u"correct").value_or(QString()).toLower() == "true"_L1);
  setEntry(answer, u"title"_s, isRich ? writtenLoosely(parts) : plain.isEmpty() ? u"undefined"_s : plain);
  addFeedback(answer, choice, hintTag);
  return answer;
}

PyList choiceAnswers(const LooseNode& response, const QString& groupTag, const QString& choiceTag,
                     bool isRich)
{
  PyList answers;
  if (const LooseNode* group = response.child(groupTag))
    for (const LooseNode* choice : named(*group, choiceTag))
      answers += PyValue(choiceAnswer(*choice, answers.size(), choiceTag + u"hint"_s, isRich));
  if (answers.isEmpty())
    answers += PyValue(PyDict{{u"id"_s, u"A"_s}, {u"title"_s, QString()}, {u"correct"_s, true}});
  return answers;
}

PyList groupFeedback(const LooseNode& response, const QString& groupTag)
{
  PyList feedback;
  const LooseNode* group = response.child(groupTag);
  if (group == nullptr)
    return feedback;
  for (const LooseNode* hint : named(*group, u"compoundhint")) {
    PyList answers;
    for (const QString& id : hint->attribute(u"value").value_or(QString()).split(u' '))
      answers += PyValue(id);
    feedback += PyValue(PyDict{{u"id"_s, PyValue(qint64(feedback.size()))},
                               {u"answers"_s, PyValue(answers)},
                               {u"feedback"_s, grouped(*hint)}});
  }
  return feedback;
}

/// The feedback of the main answer first. Additional answers without any take none with them: what follows
/// moves up, as in the client.
QStringList rightFeedback(const LooseNode& response)
{
  QStringList feedback;
  bool hasMain = false;
  for (const LooseNode& node : response.children) {
    if (node.name == "correcthint"_L1) {
      feedback.prepend(written(node));
      hasMain = true;
    } else if (node.name == "additional_answer"_L1) {
      for (const LooseNode* hint : named(node, u"correcthint"))
        feedback += written(*hint);
    }
  }
  if (!hasMain)
    feedback.prepend(QString());
  return feedback;
}

PyDict typedAnswer(const LooseNode& node, qsizetype index, bool isRight, const QString& feedback)
{
  PyDict answer;
  setText(answer, u"id"_s, letter(index));
  setText(answer, u"title"_s, node.attribute(u"answer"));
  setEntry(answer, u"correct"_s, isRight);
  setEntry(answer, u"selectedFeedback"_s, feedback);
  return answer;
}

PyList textAnswers(const LooseNode& response)
{
  const QStringList feedback = rightFeedback(response);
  PyList answers = {PyValue(typedAnswer(response, 0, true, feedback.front()))};
  for (const LooseNode* additional : named(response, u"additional_answer"))
    answers += PyValue(typedAnswer(*additional, answers.size(), true, feedback.value(answers.size())));
  for (const LooseNode* wrong : named(response, u"stringequalhint"))
    answers += PyValue(typedAnswer(*wrong, answers.size(), false, written(*wrong)));
  return answers;
}

/// A bracket, digits, a comma, digits and a bracket somewhere, with blanks but no other signs.
bool holdsRange(const QString& answer)
{
  const auto behindDigits = [&](qsizetype at) {
    while (at < answer.size() && answer[at] >= u'0' && answer[at] <= u'9')
      ++at;
    return at;
  };
  for (qsizetype open = 0; open < answer.size(); ++open) {
    if (answer[open] != u'(' && answer[open] != u'[')
      continue;
    const qsizetype comma = behindDigits(behindBlanks(answer, open + 1));
    if (comma >= answer.size() || answer[comma] != u',')
      continue;
    const qsizetype close = behindBlanks(answer, behindDigits(behindBlanks(answer, comma + 1)));
    if (close < answer.size() && (answer[close] == u')' || answer[close] == u']'))
      return true;
  }
  return false;
}

PyList numericalAnswers(const LooseNode& response)
{
  const QStringList feedback = rightFeedback(response);
  PyDict first = typedAnswer(response, 0, true, feedback.front());
  const QString answer = response.attribute(u"answer").value_or(QString());
  setEntry(first, u"isAnswerRange"_s, holdsRange(answer));
  if (response.count(u"responseparam") == 1) {
    const LooseNode& parameter = *response.child(u"responseparam");
    setText(first, parameter.attribute(u"type").value_or(u"undefined"_s), parameter.attribute(u"default"));
  }
  PyList answers = {PyValue(first)};
  const std::vector<const LooseNode*> additional = named(response, u"additional_answer");
  for (const LooseNode* node : additional) {
    PyDict next = typedAnswer(*node, answers.size(), true, feedback.value(answers.size()));
    if (additional.size() == 1)
      setEntry(next, u"isAnswerRange"_s, false);
    answers += PyValue(next);
  }
  return answers;
}

/// The whole number that the text begins with; none where it begins with none.
PyValue leadingInteger(const QString& text)
{
  const QString trimmed = clientTrimmed(text).toString();
  qsizetype end = trimmed.startsWith(u'-') || trimmed.startsWith(u'+') ? 1 : 0;
  const qsizetype digits = end;
  while (end < trimmed.size() && trimmed[end] >= u'0' && trimmed[end] <= u'9')
    ++end;
  if (end == digits)
    return {};
  const double number = clientNumber(trimmed.left(end)).value_or(0);
  return std::abs(number) < 1e15 ? PyValue(static_cast<qint64>(number)) : PyValue(number);
}

PyValue toleranceOf(const PyList& answers, const QString& type)
{
  const PyValue* value = type == "numericalresponse"_L1 ? answers.front().at(u"tolerance") : nullptr;
  const QString text = value != nullptr ? value->str() : QString();
  if (text.isEmpty())
    return PyValue(PyDict{{u"value"_s, PyValue()}, {u"type"_s, u"None"_s}});
  const bool isPercent = text.contains(u'%');
  return PyValue(PyDict{{u"value"_s, leadingInteger(isPercent ? text.chopped(1) : text)},
                        {u"type"_s, isPercent ? u"Percent"_s : u"Number"_s}});
}

/// What all wrong answers say, where they all say the same.
std::optional<QString> generalFeedback(const PyList& answers, const QString& type)
{
  if (type != "multiplechoiceresponse"_L1 && type != "optionresponse"_L1)
    return QString();
  std::optional<QString> common;
  bool isFirst = true;
  for (const PyValue& answer : answers) {
    if (answer.at(u"correct")->isTrue())
      continue;
    const PyValue* said = answer.at(u"selectedFeedback");
    const std::optional<QString> feedback = said != nullptr ? std::optional(said->str()) : std::nullopt;
    if (!isFirst && feedback != common)
      return QString();
    common = feedback;
    isFirst = false;
  }
  return common;
}

PyList answersOf(const LooseNode& response)
{
  if (response.name == "stringresponse"_L1)
    return textAnswers(response);
  if (response.name == "numericalresponse"_L1)
    return numericalAnswers(response);
  if (response.name == "optionresponse"_L1)
    return choiceAnswers(response, u"optioninput"_s, u"option"_s, false);
  return choiceAnswers(response, response.name == "choiceresponse"_L1 ? u"checkboxgroup"_s : u"choicegroup"_s,
                       u"choice"_s, true);
}

QString groupTagOf(const QString& type)
{
  if (type == "optionresponse"_L1)
    return u"optioninput"_s;
  return type == "choiceresponse"_L1 ? u"checkboxgroup"_s : u"choicegroup"_s;
}

PyDict additionalAttributes(const LooseNode& response)
{
  if (response.name != "stringresponse"_L1)
    return {};
  PyDict line;
  if (response.count(u"textline") == 1)
    setText(line, u"size"_s, response.child(u"textline")->attribute(u"size"));
  PyDict attributes;
  setText(attributes, u"type"_s, response.attribute(u"type"));
  setEntry(attributes, u"textline"_s, PyValue(line));
  return attributes;
}

} // namespace

PyValue visualState(const QString& olx)
{
  const QString type = editorFor(olx).opensAs;
  const Result<LooseNode, LooseError> document = parseLoosely(olx);
  const LooseNode* problem = document ? document->child(u"problem") : nullptr;
  const LooseNode* response = problem != nullptr ? problem->child(type) : nullptr;
  if (response == nullptr || type == "advanced"_L1)
    return {};
  const PyList answers = answersOf(*response);
  PyDict settings = {{u"hints"_s, hintsOf(*problem)}, {u"tolerance"_s, toleranceOf(answers, type)}};
  if (const QString explanation = explanationOf(*response); !explanation.isEmpty())
    setEntry(settings, u"solutionExplanation"_s, explanation);
  PyDict state = {{u"question"_s, questionOf(*problem, type)},
                  {u"answers"_s, PyValue(answers)},
                  {u"settings"_s, PyValue(settings)}};
  setText(state, u"generalFeedback"_s, generalFeedback(answers, type));
  setEntry(state, u"groupFeedbackList"_s, PyValue(groupFeedback(*response, groupTagOf(type))));
  setEntry(state, u"additionalAttributes"_s, PyValue(additionalAttributes(*response)));
  return {state};
}

} // namespace scriptorium::capa
