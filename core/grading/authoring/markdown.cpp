#include "grading/authoring/markdown.h"

#include "grading/authoring/markdownparts.h"
#include "grading/markup.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

QRegularExpression byLine(const QString& pattern)
{
  return QRegularExpression(pattern, QRegularExpression::MultilineOption);
}

QString withHeaders(const QString& text)
{
  static const QRegularExpression header = byLine(u"(^.*?$)(?=\\n==+$)"_s);
  static const QRegularExpression underline = byLine(u"\\n^==+$"_s);
  return rewritten(text, header,
                   [](const auto& match) {
                     return u"<h3 class=\"hd hd-2 problem-header\">"_s + match.captured(1) + u"</h3>"_s;
                   })
      .remove(underline);
}

QString withLabels(const QString& text)
{
  static const QRegularExpression question(u">>([\\s\\S]+?)<<"_s);
  return rewritten(text, question, [](const auto& match) {
    const QStringList parts = match.captured(1).split(u"||"_s);
    QString label = u"<label>"_s + parts.front() + u"</label>\n"_s;
    if (parts.size() > 1 && !parts[1].isEmpty())
      label += u"<description>"_s + parts[1] + u"</description>\n"_s;
    return label;
  });
}

/// Takes `||hint||` lines out and appends them to `hints`.
QString withoutDemandHints(const QString& text, QString& hints)
{
  static const QRegularExpression block = byLine(u"(^\\s*\\|\\|.*?\\|\\|\\s*$\\n?)+"_s);
  static const QRegularExpression hint(u"\\s*\\|\\|(.*?)\\|\\|"_s);
  return rewritten(text, block, [&hints](const auto& match) {
    for (const QString& line : match.captured().split(u'\n'))
      if (const QRegularExpressionMatch found = hint.match(line); found.hasMatch())
        hints += u"  <hint>"_s + found.captured(1).trimmed() + u"</hint>\n"_s;
    return QString();
  });
}

QString withHintsOnOneLine(const QString& text)
{
  static const QRegularExpression braces(u"\\{\\{[\\s\\S]*?\\}\\}"_s);
  static const QRegularExpression lineEnd(u"\\r?\\n[ \\t]*"_s);
  return rewritten(text, braces, [](const auto& match) { return match.captured().replace(lineEnd, u" "_s); });
}

QString withResponses(QString text)
{
  static const QRegularExpression dropdown(u"\\[\\[([\\s\\S]+?)\\]\\]"_s);
  static const QRegularExpression single = byLine(u"(^\\s*\\(.{0,3}\\).*?$\\n*)+"_s);
  static const QRegularExpression multi = byLine(u"(^\\s*((\\[.?\\])|(\\{\\{.*?\\}\\})).*?$\\n*)+"_s);
  static const QRegularExpression answer = byLine(u"(^s?=\\s*(.*?$)(\\n*(or|not)=\\s*(.*?$))*)+"_s);
  text = rewritten(text, dropdown, [](const auto& match) { return dropdownFromMarkdown(match.captured(1)); });
  text =
      rewritten(text, single, [](const auto& match) { return singleSelectFromMarkdown(match.captured()); });
  text = rewritten(text, multi, [](const auto& match) { return multiSelectFromMarkdown(match.captured()); });
  return rewritten(text, answer, [](const auto& match) { return answerFromMarkdown(match.captured(1)); });
}

QString withExplanations(const QString& text)
{
  static const QRegularExpression explanation(u"\\[explanation\\]\\n?([^\\]]*)\\[/?explanation\\]"_s,
                                              QRegularExpression::CaseInsensitiveOption);
  static const QRegularExpression code(u"\\[code\\]\\n?([^\\]]*)\\[/?code\\]"_s,
                                       QRegularExpression::CaseInsensitiveOption);
  const QString explained = rewritten(text, explanation, [](const auto& match) {
    return u"<solution>\n<div class=\"detailed-solution\">\nExplanation\n\n"_s + match.captured(1) +
           u"\n</div>\n</solution>"_s;
  });
  return rewritten(explained, code, [](const auto& match) {
    return u"<pre><code>"_s + match.captured(1) + u"</code></pre>"_s;
  });
}

/// Wraps lines that begin with no tag, outside script, pre, label and description.
QString withParagraphs(const QString& text)
{
  static const QRegularExpression tag(u"</?(?:script|pre|label|description).*?>"_s);
  static const QRegularExpression opening(u"<(script|pre|label|description)"_s);
  static const QRegularExpression closing(u"</(script|pre|label|description)"_s);
  static const QRegularExpression line = byLine(u"^(?!\\s*<|$).*$"_s);
  bool isProse = true;
  const auto wrapped = [&isProse](const QString& part) {
    if (opening.match(part).hasMatch())
      isProse = false;
    const QString result =
        isProse
            ? rewritten(part, line, [](const auto& match) { return u"<p>"_s + match.captured() + u"</p>"_s; })
            : part;
    if (closing.match(part).hasMatch())
      isProse = true;
    return result;
  };
  QString result;
  qsizetype done = 0;
  QRegularExpressionMatchIterator tags = tag.globalMatch(text);
  while (tags.hasNext()) {
    const QRegularExpressionMatch match = tags.next();
    result += wrapped(text.mid(done, match.capturedStart() - done));
    result += wrapped(match.captured());
    done = match.capturedEnd();
  }
  return result + wrapped(text.mid(done));
}

Element* onlyResponse(const Element& root)
{
  Element* found = nullptr;
  for (Element* element : root.descendants()) {
    if (element->tag != "optionresponse"_L1 && element->tag != "multiplechoiceresponse"_L1 &&
        element->tag != "stringresponse"_L1 && element->tag != "numericalresponse"_L1 &&
        element->tag != "choiceresponse"_L1)
      continue;
    if (found != nullptr)
      return nullptr;
    found = element;
  }
  return found;
}

/// Moves everything around a lone response into it; loose text is lost. Stays as it is when it is no XML.
QString withOneResponse(const QString& text)
{
  static const QRegularExpression adjacent(u"(</.*?>)(<.*?>)"_s);
  Outcome<Element::Pointer> parsed = parseXml(u"<prob>"_s.append(text).append("</prob>"_L1).toUtf8());
  if (!parsed)
    return text;
  Element& root = **parsed;
  Element* response = onlyResponse(root);
  if (response == nullptr || response->parent() != &root)
    return text;
  std::vector<Element*> children;
  for (const Element::Pointer& child : root.children())
    if (child->isElement())
      children.push_back(child.get());
  size_t at = 0;
  while (at < response->children().size() && !response->children()[at]->isElement())
    ++at;
  bool isBefore = true;
  for (Element* child : children) {
    if (child == response) {
      isBefore = false;
      continue;
    }
    Element::Pointer moved = root.take(child);
    moved->tail.clear();
    if (isBefore)
      response->insert(at++, std::move(moved));
    else
      response->append(std::move(moved));
  }
  return rewritten(toXml(*response), adjacent,
                   [](const auto& match) { return match.captured(1) + u'\n' + match.captured(2); });
}

QString questionFromMarkdown(const QString& markdown, QString& hints)
{
  static const QRegularExpression gap(u"\\n\\n\\n"_s);
  QString text = markdown;
  text.replace(u"\r\n"_s, u"\n"_s);
  text = withHintsOnOneLine(withoutDemandHints(withLabels(withHeaders(text)), hints));
  text = withParagraphs(withExplanations(withResponses(text)));
  text.replace(gap, u"\n"_s);
  return withOneResponse(text);
}

} // namespace

QString olxFromMarkdown(const QString& markdown)
{
  static const QRegularExpression rule(u"\\n\\s*---\\s*\\n"_s);
  QStringList questions;
  QString hints;
  for (const QString& question : markdown.split(rule))
    if (!question.trimmed().isEmpty())
      questions += questionFromMarkdown(question, hints);
  QString olx = u"<problem>\n"_s + questions.join("\n\n"_L1);
  if (!hints.isEmpty())
    olx += u"\n<demandhint>\n"_s + hints + u"</demandhint>"_s;
  return olx + u"\n</problem>"_s;
}

} // namespace scriptorium::capa
