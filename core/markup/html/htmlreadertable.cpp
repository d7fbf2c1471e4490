#include "markup/html/htmlreader.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

using Kind = HtmlToken::Kind;
using Scope = HtmlBuilder::Scope;

bool isOneOf(const QString& tag, std::initializer_list<QLatin1StringView> tags)
{
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

bool isGroup(const QString& tag)
{
  return isOneOf(tag, {"tbody"_L1, "tfoot"_L1, "thead"_L1});
}

bool isCell(const QString& tag)
{
  return isOneOf(tag, {"td"_L1, "th"_L1});
}

/// What only stands in tables.
bool isTablePart(const QString& tag)
{
  return isGroup(tag) || isCell(tag) || isOneOf(tag, {"caption"_L1, "col"_L1, "colgroup"_L1, "tr"_L1});
}

constexpr auto kTableContext = {"table"_L1, "template"_L1, "html"_L1};
constexpr auto kGroupContext = {"tbody"_L1, "tfoot"_L1, "thead"_L1, "template"_L1, "html"_L1};
constexpr auto kRowContext = {"tr"_L1, "template"_L1, "html"_L1};

} // namespace

void HtmlReader::inTable(HtmlToken& token)
{
  switch (token.kind) {
  case Kind::Text:
    if (!m_tree.current().isOneOf({"table"_L1, "tbody"_L1, "template"_L1, "tfoot"_L1, "thead"_L1, "tr"_L1}))
      return fostered(token);
    m_tableText.clear();
    m_return = m_mode;
    m_mode = Mode::InTableText;
    return take(token);
  case Kind::Comment:
    return m_tree.appendComment(token.text);
  case Kind::Doctype:
    return;
  case Kind::Start:
    return startInTable(token);
  case Kind::End:
    return endInTable(token);
  case Kind::EndOfText:
    return inBody(token);
  }
}

void HtmlReader::startInTable(HtmlToken& token)
{
  const QString& tag = token.text;
  if (isOneOf(tag, {"style"_L1, "script"_L1, "template"_L1}))
    return inHead(token);
  if (tag == "input"_L1)
    return startInputInTable(token);
  if (tag == "form"_L1)
    return startFormInTable(token);
  if (tag == "table"_L1) {
    if (!m_tree.isInScope(tag, Scope::Table))
      return;
    m_tree.popUntil(tag);
    resetMode();
    return take(token);
  }
  if (!isTablePart(tag))
    return fostered(token);
  m_tree.clearTo(kTableContext);
  if (tag == "caption"_L1) {
    m_tree.pushMarker();
    m_mode = Mode::InCaption;
  } else {
    m_mode = tag == "col"_L1 || tag == "colgroup"_L1 ? Mode::InColumnGroup : Mode::InTableBody;
  }
  if (!isCell(tag) && tag != "tr"_L1 && tag != "col"_L1) {
    m_tree.push(token);
    return;
  }
  open(tag == "col"_L1 ? "colgroup"_L1 : "tbody"_L1);
  take(token);
}

void HtmlReader::endInTable(HtmlToken& token)
{
  const QString& tag = token.text;
  if (tag == "template"_L1)
    return endTemplate();
  if (isTablePart(tag) || isOneOf(tag, {"body"_L1, "html"_L1}))
    return;
  if (tag != "table"_L1)
    return fostered(token);
  if (!m_tree.isInScope(tag, Scope::Table))
    return;
  m_tree.popUntil(tag);
  resetMode();
}

void HtmlReader::startInputInTable(HtmlToken& token)
{
  if (token.attribute("type"_L1).compare("hidden"_L1, Qt::CaseInsensitive) == 0)
    m_tree.appendVoid(token);
  else
    fostered(token);
}

void HtmlReader::startFormInTable(const HtmlToken& token)
{
  if (m_form || hasTemplate())
    return;
  m_form = m_tree.push(token);
  m_tree.pop();
}

void HtmlReader::fostered(HtmlToken& token)
{
  m_tree.setFostering(true);
  inBody(token);
  m_tree.setFostering(false);
}

void HtmlReader::inTableText(HtmlToken& token)
{
  if (token.kind == Kind::Text) {
    m_tableText += token.text.remove(QChar(0));
    return;
  }
  m_mode = m_return;
  HtmlToken text;
  text.kind = Kind::Text;
  text.text = std::exchange(m_tableText, QString());
  if (!text.isSpace())
    fostered(text);
  else if (!text.text.isEmpty())
    m_tree.appendText(text.text);
  take(token);
}

void HtmlReader::inCaption(HtmlToken& token)
{
  const bool ends = token.isEnd({"caption"_L1});
  const bool leaves = (token.kind == Kind::Start && isTablePart(token.text)) || token.isEnd({"table"_L1});
  if (!ends && !leaves) {
    const bool isIgnored =
        token.kind == Kind::End && (isTablePart(token.text) || isOneOf(token.text, {"body"_L1, "html"_L1}));
    return isIgnored ? void() : inBody(token);
  }
  if (!m_tree.isInScope(u"caption", Scope::Table))
    return;
  m_tree.closeImplied();
  m_tree.popUntil(u"caption");
  m_tree.clearToMarker();
  m_mode = Mode::InTable;
  if (leaves)
    take(token);
}

void HtmlReader::inColumnGroup(HtmlToken& token)
{
  if (token.kind == Kind::Text) {
    insertSpace(token);
    if (token.text.isEmpty())
      return;
  }
  if (token.kind == Kind::Comment)
    return m_tree.appendComment(token.text);
  if (token.kind == Kind::EndOfText || token.isStart({"html"_L1}))
    return inBody(token);
  if (token.isStart({"col"_L1}))
    return m_tree.appendVoid(token);
  if (token.isStart({"template"_L1}) || token.isEnd({"template"_L1}))
    return inHead(token);
  if (token.kind == Kind::Doctype || token.isEnd({"col"_L1}) || !m_tree.isCurrent("colgroup"_L1))
    return;
  m_tree.pop();
  m_mode = Mode::InTable;
  if (!token.isEnd({"colgroup"_L1}))
    take(token);
}

void HtmlReader::inTableBody(HtmlToken& token)
{
  const QString& tag = token.text;
  const bool isStart = token.kind == Kind::Start;
  const bool isEnd = token.kind == Kind::End;
  if (isStart && (tag == "tr"_L1 || isCell(tag))) {
    m_tree.clearTo(kGroupContext);
    m_mode = Mode::InRow;
    if (tag == "tr"_L1) {
      m_tree.push(token);
      return;
    }
    open("tr"_L1);
    return take(token);
  }
  const bool leaves = (isStart && isTablePart(tag)) || (isEnd && tag == "table"_L1);
  const bool ends = isEnd && isGroup(tag);
  if (!leaves && !ends)
    return isEnd && isOneOf(tag, {"td"_L1, "th"_L1, "tr"_L1}) ? void() : inTable(token);
  if (ends ? !m_tree.isInScope(tag, Scope::Table)
           : !m_tree.isInScope({"tbody"_L1, "thead"_L1, "tfoot"_L1}, Scope::Table))
    return;
  m_tree.clearTo(kGroupContext);
  m_tree.pop();
  m_mode = Mode::InTable;
  if (leaves)
    take(token);
}

void HtmlReader::inRow(HtmlToken& token)
{
  const QString& tag = token.text;
  const bool isStart = token.kind == Kind::Start;
  const bool isEnd = token.kind == Kind::End;
  if (isStart && isCell(tag)) {
    m_tree.clearTo(kRowContext);
    m_tree.push(token);
    m_tree.pushMarker();
    m_mode = Mode::InCell;
    return;
  }
  const bool ends = isEnd && tag == "tr"_L1;
  const bool leaves = (isStart && isTablePart(tag)) || (isEnd && (tag == "table"_L1 || isGroup(tag)));
  if (!ends && !leaves)
    return isEnd && isCell(tag) ? void() : inTable(token);
  if ((isEnd && isGroup(tag) && !m_tree.isInScope(tag, Scope::Table)) ||
      !m_tree.isInScope(u"tr", Scope::Table))
    return;
  endRow();
  if (leaves)
    take(token);
}

void HtmlReader::endRow()
{
  m_tree.clearTo(kRowContext);
  m_tree.pop();
  m_mode = Mode::InTableBody;
}

void HtmlReader::inCell(HtmlToken& token)
{
  const QString& tag = token.text;
  if (token.kind == Kind::End && isCell(tag)) {
    if (!m_tree.isInScope(tag, Scope::Table))
      return;
    m_tree.closeImplied();
    m_tree.popUntil(tag);
    m_tree.clearToMarker();
    m_mode = Mode::InRow;
    return;
  }
  const bool isPart = isTablePart(tag);
  if (token.kind == Kind::Start && isPart) {
    if (!m_tree.isInScope({"td"_L1, "th"_L1}, Scope::Table))
      return;
    endCell();
    return take(token);
  }
  if (token.kind == Kind::End && (isGroup(tag) || isOneOf(tag, {"table"_L1, "tr"_L1}))) {
    if (!m_tree.isInScope(tag, Scope::Table) || !m_tree.isInScope({"td"_L1, "th"_L1}, Scope::Table))
      return;
    endCell();
    return take(token);
  }
  const bool isIgnored = token.kind == Kind::End && (isPart || isOneOf(tag, {"body"_L1, "html"_L1}));
  if (!isIgnored)
    inBody(token);
}

void HtmlReader::endCell()
{
  m_tree.closeImplied();
  while (m_tree.open().size() > 1 && !m_tree.current().isOneOf({"td"_L1, "th"_L1}))
    m_tree.pop();
  m_tree.pop();
  m_tree.clearToMarker();
  m_mode = Mode::InRow;
}

} // namespace scriptorium::markup
