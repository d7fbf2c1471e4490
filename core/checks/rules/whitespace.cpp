#include "checks/blockundertest.h"
#include "checks/rulelist.h"
#include "markup/markup.h"
#include "olx/xml/normalform.h"
#include "olx/xml/xmlscanner.h"

#include <QSet>

#include <algorithm>
#include <cctype>

using namespace Qt::Literals::StringLiterals;

/// Studio writes problems anew on each import and export: it takes away white space between elements, and
/// puts line ends and blanks there. Where learners see that, it is told.
namespace scriptorium::checks {
namespace {

using markup::Element;

bool isInlineName(const QString& name)
{
  static const QSet<QString> kInline = {
      u"a"_s,   u"abbr"_s, u"b"_s,   u"big"_s, u"cite"_s, u"code"_s, u"del"_s,    u"em"_s,   u"font"_s,
      u"i"_s,   u"img"_s,  u"ins"_s, u"kbd"_s, u"q"_s,    u"s"_s,    u"small"_s,  u"span"_s, u"sub"_s,
      u"sup"_s, u"tt"_s,   u"u"_s,   u"var"_s, u"mark"_s, u"dfn"_s,  u"strike"_s, u"samp"_s, u"strong"_s};
  return kInline.contains(name);
}

bool isInline(const Element* element)
{
  return element != nullptr && element->isElement() && isInlineName(element->tag);
}

bool keepsSpace(const Element& element)
{
  return element.tag == "pre"_L1 || element.tag == "textarea"_L1;
}

bool isSolid(QChar c)
{
  return !c.isSpace();
}

bool isBlank(const QString& text)
{
  return std::ranges::none_of(text, isSolid);
}

/// Whether something to read stands right before the element, or behind it, with nothing between.
bool touchesBefore(const Element& element)
{
  const Element* previous = element.previous();
  const QString& before = previous           ? previous->tail
                          : element.parent() ? element.parent()->text
                                             : element.text;
  return before.isEmpty() ? isInline(previous) : isSolid(before.back());
}

bool touchesBehind(const Element& element)
{
  return element.tail.isEmpty() ? isInline(element.next()) : isSolid(element.tail.front());
}

/// The elements in which the two differ for readers, in order.
class Difference
{
public:
  void compare(const Element& written, const Element& stored, bool isKept)
  {
    const auto& children = written.children();
    const auto& others = stored.children();
    if (children.size() != others.size() || written.tag == "script"_L1 || written.tag == "style"_L1)
      return;
    bool differs = isKept && written.text != stored.text;
    if (isInline(&written) && !children.empty()) {
      differs = differs || (gained(written.text, stored.text) && touchesBefore(written));
      differs = differs || (gained(children.back()->tail, others.back()->tail) && touchesBehind(written));
    }
    for (size_t at = 0; at < children.size(); ++at) {
      const QString& tail = children[at]->tail;
      const QString& other = others[at]->tail;
      const bool isLast = at + 1 == children.size();
      differs = differs || (isKept && tail != other);
      differs = differs || (!isLast && tail.isEmpty() != other.isEmpty() && isBlank(tail) &&
                            isInline(children[at].get()) && isInline(children[at + 1].get()));
      if (children[at]->isElement())
        compare(*children[at], *others[at], isKept || keepsSpace(*children[at]));
    }
    if (differs)
      lines.append(written.line);
  }

  QList<int> lines;

private:
  static bool gained(const QString& before, const QString& after)
  {
    return before.isEmpty() && !after.isEmpty();
  }
};

QByteArrayView tagAt(QByteArrayView text, qsizetype at)
{
  at += at + 1 < text.size() && text[at + 1] == '/' ? 2 : 1;
  qsizetype end = at;
  while (end < text.size() && std::isalnum(static_cast<unsigned char>(text[end])))
    ++end;
  return text.sliced(at, end - at);
}

bool isInlineTag(QByteArrayView name)
{
  return name.size() <= 6 && isInlineName(QString::fromLatin1(name));
}

/// Whether two tags of such elements follow each other with nothing to read between: most problems have none,
/// and need not be parsed.
bool mayShow(QByteArrayView element)
{
  if (element.contains("<pre") || element.contains("<textarea"))
    return true;
  qsizetype open = 0; // of the last tag
  for (qsizetype at = element.indexOf('<'); at >= 0; at = element.indexOf('<', at + 1)) {
    const qsizetype close = element.lastIndexOf('>', at);
    const bool isBare = close > open && olx::trimmedXml(element.sliced(close + 1, at - close - 1)).isEmpty();
    if (isBare && isInlineTag(tagAt(element, open)) && isInlineTag(tagAt(element, at)))
      return true;
    open = at;
  }
  return false;
}

void findShownSpace(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  if (!mayShow(block.element()))
    return;
  const QByteArray element = block.element().toByteArray();
  const auto normal = olx::normalFormWith(element, {});
  const auto written = markup::parseXml(element);
  if (!normal || !written)
    return;
  const auto stored = markup::parseXml(*normal);
  if (!stored)
    return;
  Difference difference;
  difference.compare(**written, **stored, false);
  if (difference.lines.isEmpty())
    return;
  const int first = *std::ranges::min_element(difference.lines);
  const QString more = difference.lines.size() > 1
                           ? u" (and at %1 more places)"_s.arg(difference.lines.size() - 1)
                           : QString();
  findings.append(
      rule.finding(u"Studio changes the white space here%1, and learners see it: words are parted "
                   u"or joined, or lines broken."_s.arg(more),
                   block.place(block.elementLine() + first - 1)));
}

} // namespace

Rule whiteSpaceShows()
{
  return {.id = u"white-space-shows"_s,
          .severity = Finding::Severity::Info,
          .title = u"White space that Studio changes and learners see"_s,
          .explanation = u"Put text between such elements: a letter, or &#160; where a blank shall stay."_s,
          .block = findShownSpace,
          .types = {u"problem"_s}};
}

} // namespace scriptorium::checks
