#include "grading/authoring/clienttext.h"
#include "grading/authoring/loosexml.h"
#include "grading/authoring/visualeditor.h"

#include <QRegularExpression>

#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

constexpr auto kEntities = LooseEntities::Resolve;

PyValue at(const PyValue& value, QStringView key)
{
  const PyValue* found = value.at(key);
  return found != nullptr ? *found : PyValue();
}

QString savedText(const PyValue& value, QStringView key)
{
  const PyValue found = at(value, key);
  return found.isNone() ? QString() : found.str();
}

PyList savedList(const PyValue& value, QStringView key)
{
  const PyValue found = at(value, key);
  return found.list() != nullptr ? *found.list() : PyList();
}

std::vector<LooseNode> parsed(const QString& html)
{
  Result<LooseNode, LooseError> document = parseLoosely(html, kEntities);
  return document ? std::move(document->children) : std::vector<LooseNode>();
}

LooseNode element(const QString& name, std::vector<LooseNode> children = {})
{
  LooseNode node;
  node.name = name;
  node.children = std::move(children);
  return node;
}

LooseNode textNode(const QString& text)
{
  LooseNode node = element(LooseNode::kText);
  node.text = text;
  return node;
}

bool isBlock(const QString& tag)
{
  static const QStringList tags = {
      u"p"_s,        u"h1"_s,         u"h2"_s,      u"h3"_s,       u"h4"_s,    u"h5"_s, u"h6"_s, u"div"_s,
      u"pre"_s,      u"blockquote"_s, u"ol"_s,      u"ul"_s,       u"li"_s,    u"dl"_s, u"dt"_s, u"dd"_s,
      u"hr"_s,       u"table"_s,      u"thead"_s,   u"caption"_s,  u"tbody"_s, u"tr"_s, u"th"_s, u"td"_s,
      u"colgroup"_s, u"col"_s,        u"address"_s, u"fieldset"_s, u"legend"_s};
  return tags.contains(tag);
}

/// As the text widgets give their content back: inline text in a block of its own.
QString fromWidget(const QString& html)
{
  static const QRegularExpression tag(u"^\\s*<([a-zA-Z0-9]+)"_s);
  if (html.isEmpty() || isBlock(tag.match(html).captured(1).toLower()))
    return html;
  return u"<div>"_s + html + u"</div>"_s;
}

/// Labels leave the block that a text widget put around them.
QString questionHtml(const PyValue& state)
{
  std::vector<LooseNode> result;
  for (LooseNode& node : parsed(savedText(state, u"question"))) {
    if (!node.isText() && node.child(u"label") != nullptr && isBlock(node.name))
      for (LooseNode& inner : node.children)
        result.push_back(std::move(inner));
    else
      result.push_back(std::move(node));
  }
  return writtenLoosely(result, kEntities);
}

QString hintsHtml(const PyValue& settings)
{
  const PyList hints = savedList(settings, u"hints");
  if (hints.isEmpty())
    return {};
  LooseNode list = element(u"demandhint"_s);
  for (const PyValue& hint : hints)
    if (const QString value = savedText(hint, u"value"); !value.isEmpty())
      list.children.push_back(element(u"hint"_s, parsed(fromWidget(value))));
  return writtenLoosely(std::vector<LooseNode>{list}, kEntities);
}

void addSolution(LooseNode& response, const PyValue& settings)
{
  const QString explanation = savedText(settings, u"solutionExplanation");
  if (explanation.isEmpty())
    return;
  LooseNode frame = element(u"div"_s, {element(u"p"_s, {textNode(u"Explanation"_s)})});
  frame.attributes = {{u"class"_s, u"detailed-solution"_s}};
  for (LooseNode& node : parsed(explanation))
    frame.children.push_back(std::move(node));
  response.children.push_back(element(u"solution"_s, {frame}));
}

/// A text of an answer from its text widget. Answers without a letter share one widget, which holds the last
/// of their texts.
QString widgetText(const PyValue& state, const PyValue& answer, QStringView key)
{
  QString text = savedText(answer, key);
  if (answer.at(u"id") != nullptr)
    return text;
  for (const PyValue& each : savedList(state, u"answers"))
    if (const QString other = savedText(each, key); each.at(u"id") == nullptr && !other.isEmpty())
      text = other;
  return text;
}

LooseNode choiceNode(const PyValue& state, const PyValue& answer, const QString& tag, bool isCheckBox)
{
  const QString title =
      tag == "option"_L1 ? savedText(answer, u"title") : widgetText(state, answer, u"title");
  LooseNode node =
      element(tag, tag == "option"_L1 ? std::vector<LooseNode>{textNode(title)} : parsed(fromWidget(title)));
  node.attributes = {{u"correct"_s, at(answer, u"correct").isTrue() ? u"true"_s : u"false"_s}};
  const auto addHint = [&](QStringView key, const QString& selected) {
    const QString feedback = widgetText(state, answer, key);
    if (feedback.isEmpty())
      return;
    LooseNode hint = element(tag + u"hint"_s, parsed(fromWidget(feedback)));
    if (isCheckBox)
      hint.attributes = {{u"selected"_s, selected}};
    node.children.push_back(std::move(hint));
  };
  addHint(u"selectedFeedback", u"true"_s);
  if (isCheckBox)
    addHint(u"unselectedFeedback", u"false"_s);
  return node;
}

LooseNode choiceResponse(const PyValue& state, const QString& type)
{
  const bool isCheckBox = type == "choiceresponse"_L1;
  const bool isDropdown = type == "optionresponse"_L1;
  LooseNode group = element(isDropdown   ? u"optioninput"_s
                            : isCheckBox ? u"checkboxgroup"_s
                                         : u"choicegroup"_s);
  for (const PyValue& answer : savedList(state, u"answers"))
    if (isDropdown || !savedText(answer, u"title").isEmpty())
      group.children.push_back(choiceNode(state, answer, isDropdown ? u"option"_s : u"choice"_s, isCheckBox));
  if (isCheckBox)
    for (const PyValue& feedback : savedList(state, u"groupFeedbackList")) {
      QStringList ids;
      for (const PyValue& id : savedList(feedback, u"answers"))
        ids += id.str();
      LooseNode hint = element(u"compoundhint"_s, {textNode(savedText(feedback, u"feedback"))});
      hint.attributes = {{u"value"_s, ids.join(u' ')}};
      group.children.push_back(std::move(hint));
    }
  return element(type, {group});
}

std::vector<LooseNode> correctHint(const PyValue& state, const PyValue& answer)
{
  const QString feedback = widgetText(state, answer, u"selectedFeedback");
  if (feedback.isEmpty())
    return {};
  return {element(u"correcthint"_s, parsed(fromWidget(feedback)))};
}

LooseNode textResponse(const PyValue& state)
{
  LooseNode response = element(u"stringresponse"_s);
  const PyValue attributes = at(state, u"additionalAttributes");
  const PyValue type = at(attributes, u"type");
  bool hasRight = false;
  for (const PyValue& answer : savedList(state, u"answers")) {
    const QString title = savedText(answer, u"title");
    if (clientTrimmed(title).empty())
      continue;
    const bool isRight = at(answer, u"correct").isTrue();
    if (isRight && !hasRight) {
      hasRight = true;
      response = element(u"stringresponse"_s, correctHint(state, answer));
      response.attributes = {{u"answer"_s, title}, {u"type"_s, type.isNone() ? u"ci"_s : type.str()}};
      continue;
    }
    std::vector<LooseNode> hint = correctHint(state, answer);
    LooseNode node = isRight        ? element(u"additional_answer"_s, std::move(hint))
                     : hint.empty() ? element(u"stringequalhint"_s)
                                    : element(u"stringequalhint"_s, std::move(hint.front().children));
    node.attributes = {{u"answer"_s, title}};
    response.children.push_back(std::move(node));
  }
  const PyValue size = at(at(attributes, u"textline"), u"size");
  LooseNode line = element(u"textline"_s);
  line.attributes = {{u"size"_s, size.isNone() ? u"20"_s : size.str()}};
  response.children.push_back(std::move(line));
  return response;
}

struct Bound
{
  QString text; ///< as it is written when the bounds change places
  double value = 0;
};

/// A bound's number: all that is no sign, digit or point is passed over; a fraction is divided.
Bound boundOf(const QString& raw)
{
  const bool isFraction = raw.contains(u'/');
  QString text;
  for (const QChar c : raw)
    if ((c >= u'0' && c <= u'9') || c == u'-' || c == (isFraction ? u'/' : u'.'))
      text += c;
  const auto number = [](const QString& part) {
    return clientNumber(part).value_or(std::numeric_limits<double>::quiet_NaN());
  };
  if (isFraction)
    return {text, number(text.section(u'/', 0, 0)) / number(text.section(u'/', 1, 1))};
  return {clientNumberText(number(text)), number(text)};
}

/// A range whose bounds stand the wrong way round, set right.
QString orderedRange(const QString& title)
{
  if ((!title.startsWith(u'(') && !title.startsWith(u'[')) || !title.contains(u','))
    return title;
  const QString lowText = title.section(u',', 0, 0);
  const QString highText = title.section(u',', 1, 1);
  const Bound low = boundOf(lowText);
  const Bound high = boundOf(highText);
  if (!(low.value > high.value))
    return title;
  return (highText.endsWith(u']') ? u"["_s : u"("_s) + high.text + u',' + low.text +
         (lowText.startsWith(u'[') ? u"]"_s : u")"_s);
}

LooseNode numericalResponse(const PyValue& state)
{
  LooseNode response = element(u"numericalresponse"_s);
  bool hasRight = false;
  for (const PyValue& answer : savedList(state, u"answers")) {
    const QString title = orderedRange(savedText(answer, u"title"));
    if (clientTrimmed(title).empty() || !at(answer, u"correct").isTrue())
      continue;
    if (hasRight) {
      LooseNode node = element(u"additional_answer"_s, correctHint(state, answer));
      node.attributes = {{u"answer"_s, title}};
      response.children.push_back(std::move(node));
      continue;
    }
    hasRight = true;
    response.attributes = {{u"answer"_s, title}};
    const PyValue tolerance = at(at(state, u"settings"), u"tolerance");
    if (at(tolerance, u"value").isTrue()) {
      LooseNode parameter = element(u"responseparam"_s);
      const QString percent = savedText(tolerance, u"type") == "Number"_L1 ? QString() : u"%"_s;
      parameter.attributes = {{u"type"_s, u"tolerance"_s},
                              {u"default"_s, savedText(tolerance, u"value") + percent}};
      response.children.push_back(std::move(parameter));
    }
    for (LooseNode& hint : correctHint(state, answer))
      response.children.push_back(std::move(hint));
  }
  response.children.push_back(element(u"formulaequationinput"_s));
  return response;
}

/// What stands for `$$`, `$&` and `` $` `` when the client puts a text in the place of `matched`, before
/// which nothing stands.
QString asReplacement(const QString& text, const QString& matched)
{
  QString result;
  for (qsizetype at = 0; at < text.size(); ++at) {
    const QChar next = text[at] == u'$' && at + 1 < text.size() ? text[at + 1] : QChar();
    if (next == u'$' || next == u'&' || next == u'`') {
      result += next == u'$' ? u"$"_s : next == u'&' ? matched : QString();
      ++at;
    } else {
      result += text[at];
    }
  }
  return result;
}

} // namespace

QString savedFromVisual(const PyValue& state, const QString& type)
{
  const PyValue settings = at(state, u"settings");
  const bool isText = type == "stringresponse"_L1;
  const bool isNumber = type == "numericalresponse"_L1;
  LooseNode response = isText     ? textResponse(state)
                       : isNumber ? numericalResponse(state)
                                  : choiceResponse(state, type);
  addSolution(response, settings);
  QString body = writtenLoosely(std::vector<LooseNode>{response}, kEntities);

  QString question = questionHtml(state);
  if (!isText && !isNumber) {
    static const QRegularExpression description(u"<em class=\"olx_description\">(.*?)</em>"_s);
    question.replace(description, u"<description>\\1</description>"_s);
  }
  const QString tag = body.left(body.indexOf(u'>') + 1);
  const QString joined = isNumber ? question + u'\n' + tag : tag + u'\n' + question;
  body = asReplacement(joined, tag) + body.mid(tag.size());
  return u"<problem>"_s + body + hintsHtml(settings) + u"\n</problem>"_s;
}

} // namespace scriptorium::capa
