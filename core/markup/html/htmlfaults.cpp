#include "markup/html/htmlfaults.h"

#include "markup/html/htmltokens.h"

#include <QHash>

#include <algorithm>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

bool isOneOf(QStringView name, std::initializer_list<QLatin1StringView> names)
{
  return std::ranges::any_of(names, [&](QLatin1StringView known) { return name == known; });
}

/// Elements that have no end.
bool isVoid(QStringView name)
{
  return isOneOf(name, {"area"_L1, "base"_L1, "br"_L1, "col"_L1, "embed"_L1, "hr"_L1, "img"_L1, "input"_L1,
                        "link"_L1, "meta"_L1, "param"_L1, "source"_L1, "track"_L1, "wbr"_L1, "frame"_L1,
                        "keygen"_L1, "basefont"_L1, "bgsound"_L1});
}

/// Elements whose end tag may be left out.
bool endsByItself(QStringView name)
{
  return isOneOf(name,
                 {"p"_L1,      "li"_L1,       "dt"_L1,    "dd"_L1,   "td"_L1,   "th"_L1,       "tr"_L1,
                  "thead"_L1,  "tbody"_L1,    "tfoot"_L1, "rt"_L1,   "rp"_L1,   "rb"_L1,       "rtc"_L1,
                  "option"_L1, "optgroup"_L1, "html"_L1,  "head"_L1, "body"_L1, "colgroup"_L1, "caption"_L1});
}

HtmlTokens::Reading readingOf(QStringView name)
{
  using enum HtmlTokens::Reading;
  if (name == "script"_L1)
    return Script;
  if (isOneOf(name, {"textarea"_L1, "title"_L1}))
    return Decoding;
  return isOneOf(name, {"style"_L1, "xmp"_L1, "iframe"_L1, "noembed"_L1, "noframes"_L1}) ? Raw : Markup;
}

/// One reading of a text.
class Search
{
public:
  Search(const QString& html, qsizetype most)
      : m_html(QString(html).replace("\r\n"_L1, "\n"_L1)), m_tokens(m_html), m_most(most)
  {}
  QList<HtmlFault> run();

private:
  struct Open
  {
    QString name;
    int line = 0;
  };
  void add(const QString& sentence, int line);
  void addOpen(const Open& element);
  void start(const HtmlToken& token);
  void end(const QString& name);
  void lookAtEnd(qsizetype from, HtmlToken::Kind kind);
  bool isForeign() const { return m_opened.value(u"svg"_s) + m_opened.value(u"math"_s) > 0; }
  Open pop();

  QString m_html; ///< with the line ends that the tokens count by
  HtmlTokens m_tokens;
  qsizetype m_most;
  int m_line = 1;
  std::vector<Open> m_open;
  QHash<QString, int> m_opened; ///< how many of a name are in m_open
  QList<HtmlFault> m_faults;
};

void Search::add(const QString& sentence, int line)
{
  m_faults.append({sentence, line});
}

void Search::addOpen(const Open& element)
{
  if (!endsByItself(element.name))
    add(u"<%1> is opened but never closed."_s.arg(element.name), element.line);
}

Search::Open Search::pop()
{
  Open last = std::move(m_open.back());
  m_open.pop_back();
  --m_opened[last.name];
  return last;
}

void Search::start(const HtmlToken& token)
{
  const QString& name = token.text;
  if ((isVoid(name) && !isForeign()) ||
      (token.isSelfClosing && (isForeign() || isOneOf(name, {"svg"_L1, "math"_L1}))))
    return;
  if (token.isSelfClosing) // a browser does not see the slash
    add(u"<%1/> opens an element that the slash does not close: write <%1></%1>."_s.arg(name), m_line);
  m_open.push_back({name, m_line});
  ++m_opened[name];
  if (const auto reading = readingOf(name); reading != HtmlTokens::Reading::Markup && !isForeign())
    m_tokens.readText(reading, name);
}

void Search::end(const QString& name)
{
  if (isVoid(name) || m_opened.value(name) == 0) {
    if (!isOneOf(name, {"p"_L1, "br"_L1, "html"_L1, "body"_L1, "head"_L1}))
      add(u"</%1> closes nothing: no such element is open here."_s.arg(name), m_line);
    return;
  }
  for (Open last = pop(); last.name != name; last = pop())
    if (!endsByItself(last.name))
      add(u"<%1> is not closed before </%2>."_s.arg(last.name, name), last.line);
}

/// What the last piece was, where it goes up to the end of the text.
void Search::lookAtEnd(qsizetype from, HtmlToken::Kind kind)
{
  const QStringView rest = QStringView(m_html).sliced(from);
  if (kind == HtmlToken::Kind::EndOfText && rest.startsWith(u'<') && !rest.endsWith("</>"_L1))
    add(u"A tag begins here and never ends: learners see nothing of what follows."_s, m_line);
  else if (kind == HtmlToken::Kind::Comment && rest.startsWith("<!--"_L1) && !rest.endsWith(u'>'))
    add(u"A comment begins here and never ends: learners see nothing of what follows."_s, m_line);
}

QList<HtmlFault> Search::run()
{
  for (;;) {
    const qsizetype from = m_tokens.at();
    const HtmlToken token = m_tokens.next();
    const qsizetype to = m_tokens.at();
    if (to == m_html.size())
      lookAtEnd(from, token.kind);
    if (token.kind == HtmlToken::Kind::EndOfText)
      break;
    if (token.kind == HtmlToken::Kind::Start)
      start(token);
    else if (token.kind == HtmlToken::Kind::End)
      end(token.text);
    m_line += int(QStringView(m_html).sliced(from, to - from).count(u'\n'));
  }
  while (!m_open.empty())
    addOpen(pop());
  std::ranges::stable_sort(m_faults, {}, &HtmlFault::line);
  return m_faults.mid(0, m_most);
}

} // namespace

QList<HtmlFault> htmlFaults(const QString& html, qsizetype most)
{
  return Search(html, most).run();
}

} // namespace scriptorium::markup
