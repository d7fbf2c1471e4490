#include "cases/pagereader.h"

#include "grading/authoring/loosexml.h"

#include <QRegularExpression>
#include <QStringList>

#include <functional>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

QString textOf(const LooseNode& node)
{
  if (node.isText())
    return node.text;
  QString text;
  for (const LooseNode& child : node.children)
    text += textOf(child);
  return text;
}

QString decoded(QString text)
{
  return text.replace("&lt;"_L1, "<"_L1)
      .replace("&gt;"_L1, ">"_L1)
      .replace("&quot;"_L1, R"(")"_L1)
      .replace("&#x27;"_L1, "'"_L1)
      .replace("&#39;"_L1, "'"_L1)
      .replace("&#34;"_L1, R"(")"_L1)
      .replace("&amp;"_L1, "&"_L1)
      .simplified();
}

QStringList classesOf(const LooseNode& node)
{
  return node.attribute(u"class").value_or(QString()).split(u' ', Qt::SkipEmptyParts);
}

void visit(const LooseNode& node, const std::function<void(const LooseNode&)>& action)
{
  action(node);
  for (const LooseNode& child : node.children)
    visit(child, action);
}

/// The first element below with that class; null when there is none.
const LooseNode* withClass(const LooseNode& node, const QString& name)
{
  for (const LooseNode& child : node.children) {
    if (classesOf(child).contains(name))
      return &child;
    if (const LooseNode* found = withClass(child, name))
      return found;
  }
  return nullptr;
}

bool isVoid(const QString& tag)
{
  static const QStringList tags = {u"area"_s,   u"base"_s,  u"br"_s,    u"col"_s,  u"embed"_s,
                                   u"hr"_s,     u"img"_s,   u"input"_s, u"link"_s, u"meta"_s,
                                   u"source"_s, u"track"_s, u"wbr"_s};
  return tags.contains(tag);
}

/// With void elements closed, so that tags match.
QString balanced(const QString& html)
{
  static const QRegularExpression open(u"<([a-z]+)((?:\\s[^<>]*?)?)\\s*/?>"_s);
  QString result;
  qsizetype done = 0;
  QRegularExpressionMatchIterator matches = open.globalMatch(html);
  while (matches.hasNext()) {
    const QRegularExpressionMatch match = matches.next();
    if (!isVoid(match.captured(1)))
      continue;
    result += QStringView(html).mid(done, match.capturedStart() - done);
    result += u'<' + match.captured(1) + match.captured(2) + u"/>"_s;
    done = match.capturedEnd();
  }
  return result += QStringView(html).mid(done);
}

PyDict noticeOf(const LooseNode& node)
{
  const LooseNode* message = withClass(node, u"notification-message"_s);
  return {{u"class"_s, classesOf(node).join(u' ')},
          {u"text"_s, message != nullptr ? decoded(textOf(*message)) : QString()}};
}

QString feedbackOf(const LooseNode& node)
{
  QString text;
  for (const LooseNode& child : node.children)
    if (!classesOf(child).contains(u"sr"_s))
      text += u' ' + textOf(child);
  return decoded(text);
}

} // namespace

PyDict readPage(const QString& html)
{
  const Result<LooseNode, LooseError> parsed = parseLoosely(balanced(html));
  if (!parsed)
    return {};
  PyList buttons;
  PyList notices;
  PyList messages;
  PyList responseMessages;
  PyDict status;
  PyDict page;
  visit(*parsed, [&](const LooseNode& node) {
    const QStringList classes = classesOf(node);
    if (node.name == "button"_L1 && classes.contains(u"submit"_s)) {
      setEntry(page, u"submit_enabled"_s, node.attribute(u"data-should-enable-submit-button") == u"True"_s);
    } else if (node.name == "button"_L1 && classes.contains(u"problem-action-btn"_s)) {
      buttons += PyValue(QString(classes.front()).remove("-button"_L1));
    } else if (classes.contains(u"submission-feedback"_s)) {
      setEntry(page, u"feedback"_s, feedbackOf(node));
    } else if (classes.contains(u"notification"_s) && !classes.contains(u"is-hidden"_s)) {
      notices += PyValue(noticeOf(node));
    } else if (node.attribute(u"id").value_or(QString()).startsWith("status_"_L1)) {
      const LooseNode* name = withClass(node, u"sr"_s);
      setEntry(status, *node.attribute(u"id"),
               classes.join(u' ') + u'|' +
                   (name != nullptr ? decoded(textOf(*name)) : decoded(textOf(node))));
    } else if (classes.contains(u"response_message"_s)) {
      responseMessages += PyValue(decoded(textOf(node)));
    } else if (classes.contains(u"message"_s) && !decoded(textOf(node)).isEmpty()) {
      messages += PyValue(decoded(textOf(node)));
    }
  });
  setEntry(page, u"buttons"_s, PyValue(buttons));
  setEntry(page, u"notices"_s, PyValue(notices));
  setEntry(page, u"status"_s, PyValue(status));
  if (!messages.isEmpty())
    setEntry(page, u"messages"_s, PyValue(messages));
  if (!responseMessages.isEmpty())
    setEntry(page, u"response_messages"_s, PyValue(responseMessages));
  return page;
}

} // namespace scriptorium::capa
