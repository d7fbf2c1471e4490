#include "grading/authoring/editorchoice.h"

#include "grading/authoring/clienttext.h"
#include "grading/authoring/loosexml.h"
#include "grading/authoring/questiontags.h"

#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

const QString kAdvanced = u"advanced"_s;
const QString kTypeSelection = u"type_selection"_s;

/// Nothing, or the words of the error that makes the client give up.
using Refusal = std::optional<QString>;

const QStringList& visualTypes()
{
  static const QStringList types = {u"multiplechoiceresponse"_s, u"choiceresponse"_s, u"optionresponse"_s,
                                    u"numericalresponse"_s,      u"stringresponse"_s, u"advanced"_s};
  return types;
}

QString undefinedRead(const QString& property)
{
  return u"Cannot read properties of undefined (reading '%1')"_s.arg(property);
}

Refusal unknownAttribute(const LooseNode& problem)
{
  static const QStringList known = {u"display_name"_s,
                                    u"weight"_s,
                                    u"max_attempts"_s,
                                    u"showanswer"_s,
                                    u"show_reset_button"_s,
                                    u"submission_wait_seconds"_s,
                                    u"attempts_before_showanswer_button"_s,
                                    u"grading_method"_s,
                                    u"markdown"_s,
                                    u"url_name"_s,
                                    u"x-is-pointer-node"_s,
                                    u"markdown_edited"_s,
                                    u"copied_from_block"_s,
                                    u"copied_from_version"_s};
  for (const auto& [name, value] : problem.attributes)
    if (!known.contains(name))
      return u"Unrecognized attribute \"%1\" associated with problem, opening in advanced editor"_s.arg(name);
  return std::nullopt;
}

bool isBlankInside(const LooseNode& problem)
{
  if (!problem.attributes.isEmpty())
    return false;
  for (const LooseNode& child : problem.children)
    if (!child.isText() || !clientTrimmed(child.text).empty())
      return false;
  return true;
}

/// The one response that it may have, "advanced", or empty for a blank problem.
QString typeOf(const LooseNode& problem)
{
  QString type;
  for (const QString& candidate : visualTypes()) {
    const int count = problem.count(candidate);
    if (count == 0)
      continue;
    if (count > 1 || !type.isEmpty())
      return kAdvanced;
    type = candidate;
  }
  if (!type.isEmpty())
    return type;
  return isBlankInside(problem) ? QString() : kAdvanced;
}

Refusal contentBehind(const LooseNode& problem, const QString& type)
{
  size_t at = problem.children.size();
  for (size_t i = 0; i < problem.children.size(); ++i)
    if (problem.children[i].name == type)
      at = i;
  if (at >= problem.children.size())
    return std::nullopt;
  // The client joins the position as text with "1": behind anything but the very first node it looks at
  // nothing.
  const size_t first = at == 0 ? 1 : QString(QString::number(at) + u'1').toULongLong();
  for (size_t i = first; i < problem.children.size(); ++i) {
    const LooseNode& node = problem.children[i];
    if (node.isText() ? node.text != "\n"_L1 : isQuestionTag(node.name))
      return u"OLX was found after the %1 tags, opening in advanced editor"_s.arg(type);
  }
  return std::nullopt;
}

Refusal scriptInQuestion(const LooseNode& problem, const QString& type)
{
  const bool isFirst = !problem.children.empty() && problem.children.front().name == type;
  const LooseNode& searched = isFirst ? problem.children.front() : problem;
  if (searched.count(u"script") > 0)
    return u"Script Tag, reverting to Advanced Editor"_s;
  return std::nullopt;
}

Refusal solutionElsewhere(const LooseNode& problem, const QString& type)
{
  const LooseNode* response = problem.child(type);
  const bool isInside = response != nullptr && response->child(u"solution") != nullptr;
  if (isInside || problem.child(u"solution") == nullptr)
    return std::nullopt;
  return undefinedRead(response == nullptr ? type : u"solution"_s);
}

Refusal unknownChoices(const LooseNode& response, const QString& groupName, const QString& choiceName)
{
  const LooseNode* group = response.child(groupName);
  bool isKnown = response.count(groupName) <= 1;
  if (group != nullptr) {
    for (const auto& [name, value] : group->attributes)
      isKnown = isKnown && name == "type"_L1;
    for (const LooseNode& node : group->children)
      isKnown = isKnown && (node.isText() || node.name == "choice"_L1 || node.name == "compoundhint"_L1 ||
                            node.name == "option"_L1);
  }
  if (!isKnown)
    return u"Misc Tags, reverting to Advanced Editor"_s;
  if (!response.attribute(u"partial_credit").value_or(QString()).isEmpty())
    return u"Partial credit not supported by GUI, reverting to Advanced Editor"_s;
  if (group == nullptr)
    return std::nullopt;
  for (const LooseNode& node : group->children)
    if (node.name == choiceName && !node.attribute(u"correct"))
      return undefinedRead(u"toLowerCase"_s);
  for (const LooseNode& node : group->children)
    if (node.name == "compoundhint"_L1 && !node.attribute(u"value"))
      return undefinedRead(u"split"_s);
  return std::nullopt;
}

Refusal unknownAnswers(const LooseNode& problem, const QString& type)
{
  const LooseNode& response = *problem.child(type);
  if (type == "optionresponse"_L1)
    return unknownChoices(response, u"optioninput"_s, u"option"_s);
  if (type == "choiceresponse"_L1)
    return unknownChoices(response, u"checkboxgroup"_s, u"choice"_s);
  if (type == "multiplechoiceresponse"_L1)
    return unknownChoices(response, u"choicegroup"_s, u"choice"_s);
  if (type == "numericalresponse"_L1 && !response.attribute(u"partial_credit").value_or(QString()).isEmpty())
    return u"Partial credit not supported by GUI, reverting to Advanced Editor"_s;
  return std::nullopt;
}

EditorChoice choiceFor(const LooseNode& document)
{
  const LooseNode* problem = document.child(u"problem");
  if (problem == nullptr)
    return {kTypeSelection, {}};
  const bool isOnly = document.count(u"problem") == 1;
  if (const Refusal refusal = isOnly ? unknownAttribute(*problem) : std::nullopt)
    return {kAdvanced, *refusal};
  const QString type = isOnly ? typeOf(*problem) : kAdvanced;
  if (document.children.front().name != "problem"_L1)
    return {kAdvanced, undefinedRead(u"length"_s)};
  for (const auto& check : {contentBehind, scriptInQuestion, solutionElsewhere})
    if (const Refusal refusal = check(*problem, type))
      return {kAdvanced, *refusal};
  if (type.isEmpty())
    return {kTypeSelection, {}};
  if (type == kAdvanced)
    return {kAdvanced, {}};
  if (const Refusal refusal = unknownAnswers(*problem, type))
    return {kAdvanced, *refusal};
  return {type, {}};
}

} // namespace

EditorChoice editorFor(const QString& olx)
{
  const QString dense = withoutBlanks(olx);
  if (dense == "<problem></problem>"_L1 || dense == "<problem/>"_L1)
    return {kTypeSelection, {}};
  const Result<LooseNode, LooseError> document = parseLoosely(olx);
  return document ? choiceFor(*document) : EditorChoice{kAdvanced, document.error().words};
}

} // namespace scriptorium::capa
