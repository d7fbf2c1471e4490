#include "grading/authoring/markdown.h"

#include "grading/authoring/clienttext.h"
#include "grading/authoring/markdownparts.h"
#include "grading/authoring/markdownscan.h"
#include "grading/values/problemxml.h"

#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

/// The parts between lines of three dashes.
QStringList questionsIn(const QString& markdown)
{
  QStringList questions;
  qsizetype begun = 0;
  for (qsizetype dashes = markdown.indexOf("---"_L1); dashes >= 0;
       dashes = markdown.indexOf("---"_L1, dashes + 1))
  {
    qsizetype blank = dashes;
    while (blank > begun && isClientBlank(markdown[blank - 1]))
      --blank;
    const qsizetype first = markdown.indexOf(u'\n', blank);
    const qsizetype behind = behindBlanks(markdown, dashes + 3);
    const qsizetype last = behind == 0 ? -1 : markdown.lastIndexOf(u'\n', behind - 1);
    if (first < 0 || first > dashes || last < dashes)
      continue;
    questions += markdown.mid(begun, first - begun);
    begun = last + 1;
  }
  return questions += markdown.mid(begun);
}

/// How many `=` the line begins with when it holds nothing else; 0 for less than two.
qsizetype underlineIn(QStringView line)
{
  qsizetype length = 0;
  while (length < line.size() && line[length] == u'=')
    ++length;
  return length >= 2 && length == endOfLine(line, 0) ? length : 0;
}

/// A line over `====` becomes a heading.
QString withHeaders(const QString& text)
{
  const QStringList lines = text.split(u'\n');
  QString result;
  for (qsizetype i = 0; i < lines.size(); ++i) {
    const bool isHeading = i + 1 < lines.size() && underlineIn(lines[i + 1]) > 0;
    const qsizetype underline = isHeading || i == 0 ? 0 : underlineIn(lines[i]);
    if (i > 0 && underline == 0)
      result += u'\n';
    result += isHeading ? u"<h3 class=\"hd hd-2 problem-header\">"_s + lines[i] + u"</h3>"_s
                        : lines[i].mid(underline);
  }
  return result;
}

QString label(QStringView question)
{
  const QList<QStringView> parts = question.split(u"||");
  QString olx = u"<label>"_s + parts.front().toString() + u"</label>\n"_s;
  if (parts.size() > 1 && !parts[1].empty())
    olx += u"<description>"_s + parts[1].toString() + u"</description>\n"_s;
  return olx;
}

/// The end of a line `||hint||`, with the white space behind it up to the last line end there.
qsizetype demandHintEnd(QStringView text, qsizetype lineStart)
{
  const qsizetype open = behindBlanks(text, lineStart);
  if (!text.mid(open).startsWith("||"_L1))
    return -1;
  for (qsizetype close = findOnLine(text, u"||", open + 2); close >= 0;
       close = findOnLine(text, u"||", close + 1))
  {
    const qsizetype behind = behindBlanks(text, close + 2);
    if (behind == text.size())
      return behind;
    for (qsizetype end = behind - 1; end >= close + 2; --end)
      if (isClientLineEnd(text[end]))
        return text[end] == u'\n' ? end + 1 : end;
  }
  return -1;
}

/// Takes `||hint||` lines out and appends them to `hints`.
QString withoutDemandHints(const QString& text, QString& hints)
{
  return withBlocks(text, demandHintEnd, [&hints](QStringView block) {
    for (const QStringView line : block.split(u'\n')) {
      const qsizetype open = line.indexOf("||"_L1);
      const qsizetype close = open < 0 ? -1 : line.indexOf("||"_L1, open + 2);
      if (close >= 0)
        hints +=
            u"  <hint>"_s + clientTrimmed(line.mid(open + 2, close - open - 2)).toString() + u"</hint>\n"_s;
    }
    return QString();
  });
}

/// What stands in double braces comes onto one line.
QString withHintsOnOneLine(const QString& text)
{
  return withEnclosed(text, u"{{", u"}}", 0, [](QStringView hint) {
    QString line = u"{{"_s;
    for (qsizetype at = 0; at < hint.size(); ++at) {
      if (hint[at] != u'\n') {
        line += hint[at];
        continue;
      }
      line += u' ';
      while (at + 1 < hint.size() && (hint[at + 1] == u' ' || hint[at + 1] == u'\t'))
        ++at;
    }
    return line + u"}}"_s;
  });
}

/// `[word]…[/word]`, the slash optional, without a `]` inside.
QString withBracketed(const QString& text, const QString& word, const QString& before, const QString& behind)
{
  const QString open = u'[' + word + u']';
  const std::array<QString, 2> closings = {u'[' + word, u"[/"_s + word};
  QString result;
  qsizetype done = 0;
  for (qsizetype begin = text.indexOf(open, 0, Qt::CaseInsensitive); begin >= 0;
       begin = text.indexOf(open, std::max(done, begin + 1), Qt::CaseInsensitive))
  {
    const qsizetype inside = begin + open.size();
    const qsizetype end = text.indexOf(u']', inside);
    QStringView content = QStringView(text).mid(inside, std::max(end - inside, qsizetype(0)));
    const auto closing = std::find_if(closings.begin(), closings.end(), [&](const QString& last) {
      return content.endsWith(last, Qt::CaseInsensitive);
    });
    if (end < 0 || closing == closings.end())
      continue;
    content.chop(closing->size());
    if (content.startsWith(u'\n'))
      content = content.mid(1);
    result += QStringView(text).mid(done, begin - done);
    result += before;
    result += content;
    result += behind;
    done = end + 1;
  }
  return result += QStringView(text).mid(done);
}

/// Lines that begin with no tag become paragraphs.
QString paragraphs(QStringView text)
{
  QString result;
  qsizetype filled = 0;
  for (qsizetype at = 0; at < text.size(); ++at) {
    const qsizetype end = endOfLine(text, at);
    filled = behindBlanks(text, std::max(filled, at));
    const bool isProse = end > at && (filled == text.size() || text[filled] != u'<');
    if (isProse)
      result += u"<p>"_s + text.mid(at, end - at).toString() + u"</p>"_s;
    else
      result += text.mid(at, end - at);
    if (end < text.size())
      result += text[end];
    at = end;
  }
  return result;
}

/// The elements whose text is no prose.
constexpr std::array kVerbatim = {"script"_L1, "pre"_L1, "label"_L1, "description"_L1};

bool namesVerbatim(QStringView text, const QString& before)
{
  return std::any_of(kVerbatim.begin(), kVerbatim.end(),
                     [&](QLatin1String word) { return text.contains(before + word); });
}

/// The next tag of script, pre, label or description, or what begins like one; an empty view when there is
/// none.
QStringView nextVerbatimTag(QStringView text, qsizetype from)
{
  for (qsizetype at = text.indexOf(u'<', from); at >= 0; at = text.indexOf(u'<', at + 1)) {
    const QStringView name = text.mid(at + (text.mid(at).startsWith("</"_L1) ? 2 : 1));
    const bool isVerbatim = std::any_of(kVerbatim.begin(), kVerbatim.end(),
                                        [&](QLatin1String word) { return name.startsWith(word); });
    if (const qsizetype end = isVerbatim ? findOnLine(text, u">", at) : -1; end >= 0)
      return text.mid(at, end + 1 - at);
  }
  return {};
}

QString withParagraphs(const QString& text)
{
  const QStringView all(text);
  bool isProse = true;
  QString result;
  const auto add = [&](QStringView part) {
    isProse = isProse && !namesVerbatim(part, u"<"_s);
    result += isProse ? paragraphs(part) : part.toString();
    isProse = isProse || namesVerbatim(part, u"</"_s);
  };
  qsizetype done = 0;
  for (QStringView tag = nextVerbatimTag(all, 0); !tag.empty(); tag = nextVerbatimTag(all, done)) {
    const qsizetype at = tag.data() - all.data();
    add(all.mid(done, at - done));
    add(tag);
    done = at + tag.size();
  }
  add(all.mid(done));
  return result;
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

/// A line end between a closing tag and the tag behind it.
QString withTagsOnLines(const QString& xml)
{
  QString result;
  qsizetype done = 0;
  for (qsizetype begin = xml.indexOf("</"_L1); begin >= 0; begin = xml.indexOf("</"_L1, done)) {
    const qsizetype gap = findOnLine(xml, u"><", begin);
    const qsizetype end = gap < 0 ? -1 : findOnLine(xml, u">", gap + 2);
    if (end < 0) {
      const qsizetype next = endOfLine(xml, begin);
      result += QStringView(xml).mid(done, next - done);
      done = next;
      continue;
    }
    result += QStringView(xml).mid(done, gap + 1 - done);
    result += u'\n';
    result += QStringView(xml).mid(gap + 1, end - gap);
    done = end + 1;
  }
  return result += QStringView(xml).mid(done);
}

/// Without what declares a default namespace.
QString withoutNamespaces(const QString& xml)
{
  const QString declaration = u"xmlns="_s;
  QString result;
  qsizetype done = 0;
  for (qsizetype at = xml.indexOf(declaration); at >= 0; at = xml.indexOf(declaration, at + 1)) {
    const qsizetype end = xml.indexOf(u'"', at + declaration.size() + 1);
    if (at == 0 || !isClientBlank(xml[at - 1]) || end < 0)
      continue;
    result += QStringView(xml).mid(done, at - 1 - done);
    done = end + 1;
  }
  return result += QStringView(xml).mid(done);
}

/// Moves everything around a lone response into it; loose text is lost. Stays as it is when it is no XML.
QString withOneResponse(const QString& text)
{
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
  return withTagsOnLines(withoutNamespaces(toXml(*response)));
}

QString questionFromMarkdown(QString text, QString& hints)
{
  text = withHeaders(text.replace("\r\n"_L1, "\n"_L1));
  text = withoutDemandHints(withEnclosed(text, u">>", u"<<", 1, label), hints);
  text = withDropdowns(withHintsOnOneLine(text));
  text = withTypedAnswers(withMultiSelects(withSingleSelects(text)));
  text = withBracketed(text, u"explanation"_s,
                       u"<solution>\n<div class=\"detailed-solution\">\nExplanation\n\n"_s,
                       u"\n</div>\n</solution>"_s);
  text = withParagraphs(withBracketed(text, u"code"_s, u"<pre><code>"_s, u"</code></pre>"_s));
  return withOneResponse(text.replace("\n\n\n"_L1, "\n"_L1)).remove(" class='qtitle'"_L1);
}

} // namespace

QString olxFromMarkdown(const QString& markdown)
{
  QStringList questions;
  QString hints;
  for (const QString& question : questionsIn(markdown))
    if (!clientTrimmed(question).empty())
      questions += questionFromMarkdown(question, hints);
  QString olx = u"<problem>\n"_s + questions.join("\n\n"_L1);
  if (!hints.isEmpty())
    olx += u"\n<demandhint>\n"_s + hints + u"</demandhint>"_s;
  return olx + u"\n</problem>"_s;
}

} // namespace scriptorium::capa
