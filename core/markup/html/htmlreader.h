#pragma once

#include "markup/html/htmlbuilder.h"
#include "markup/html/htmltokens.h"
#include "markup/html/htmltree.h"

#include <QHash>

#include <array>
#include <vector>

namespace scriptorium::markup {

/// The rules of tree construction: one function for each of the standard's insertion modes, tables from tags
/// to functions where a mode has many.
class HtmlReader
{
public:
  HtmlReader(const QString& html, const HtmlRules& rules);

  HtmlDocument readDocument();
  Element::Pointer readPiece(const HtmlContext& context);

private:
  enum class Mode
  {
    Initial,
    BeforeHtml,
    BeforeHead,
    InHead,
    InHeadNoscript,
    AfterHead,
    InBody,
    Text,
    InTable,
    InTableText,
    InCaption,
    InColumnGroup,
    InTableBody,
    InRow,
    InCell,
    InSelect,
    InTemplate,
    AfterBody,
    InFrameset,
    AfterFrameset,
    AfterAfterBody,
    AfterAfterFrameset
  };
  using Handler = void (HtmlReader::*)(HtmlToken&);
  using Handlers = QHash<QString, Handler>;
  struct Rows
  {
    const char* tags;
    Handler handler;
  };
  static Handlers handlersOf(std::initializer_list<Rows> rows);

  void read();
  void take(HtmlToken& token);
  void inMode(HtmlToken& token);
  bool isForeign(const HtmlToken& token) const;
  const HtmlOpen& adjustedCurrent() const;
  void resetMode();
  Mode modeOf(const HtmlOpen& node, bool isContext) const;
  bool isPiece() const { return m_context.element != nullptr; }
  void startContext(const HtmlContext& context);
  void ignore(HtmlToken&) {}

  /// Takes the white space off the front of a text token.
  static QString takeSpace(HtmlToken& token);
  void insertSpace(HtmlToken& token);
  void keepSpace(HtmlToken& token);
  void startRaw(const HtmlToken& token, HtmlTokens::Reading reading);
  void startRawText(HtmlToken& token) { startRaw(token, HtmlTokens::Reading::Raw); }
  void open(QLatin1StringView tag);
  bool hasTemplate() const { return m_tree.isOpen(u"template"); }

  void initial(HtmlToken& token);
  void beforeHtml(HtmlToken& token);
  void beforeHead(HtmlToken& token);
  void inHead(HtmlToken& token);
  void startInHead(HtmlToken& token);
  void inHeadNoscript(HtmlToken& token);
  void afterHead(HtmlToken& token);
  void leaveHead(HtmlToken& token);
  void startVoidAlone(HtmlToken& token) { m_tree.appendVoid(token); }
  void startTitle(HtmlToken& token) { startRaw(token, HtmlTokens::Reading::Decoding); }
  void startScript(HtmlToken& token) { startRaw(token, HtmlTokens::Reading::Script); }
  void startNoscriptInHead(HtmlToken& token);
  void startTemplate(HtmlToken& token);
  void endTemplate();
  void text(HtmlToken& token);

  void inBody(HtmlToken& token);
  void textInBody(HtmlToken& token);
  void startInBody(HtmlToken& token);
  void startOther(HtmlToken& token);
  void startHtml(HtmlToken& token);
  void startBody(HtmlToken& token);
  void startFrameset(HtmlToken& token);
  void startBlock(HtmlToken& token);
  void startHeading(HtmlToken& token);
  void startPreformatted(HtmlToken& token);
  void startForm(HtmlToken& token);
  void startListItem(HtmlToken& token);
  void startPlaintext(HtmlToken& token);
  void startButton(HtmlToken& token);
  void startLink(HtmlToken& token);
  void startFormatting(HtmlToken& token);
  void startNobr(HtmlToken& token);
  void startMarked(HtmlToken& token);
  void startTable(HtmlToken& token);
  void startVoid(HtmlToken& token);
  void startInput(HtmlToken& token);
  void startRule(HtmlToken& token);
  void startImage(HtmlToken& token);
  void startTextarea(HtmlToken& token);
  void startXmp(HtmlToken& token);
  void startIframe(HtmlToken& token);
  void startNoscript(HtmlToken& token);
  void startSelect(HtmlToken& token);
  void startOption(HtmlToken& token);
  void startOptgroup(HtmlToken& token);
  void startRuby(HtmlToken& token);
  void startRubyText(HtmlToken& token);
  void startForeign(HtmlToken& token);

  void endInBody(HtmlToken& token);
  void endOther(HtmlToken& token) { m_tree.closeAny(token.text); }
  void endBody(HtmlToken& token);
  void endBlock(HtmlToken& token);
  void endForm(HtmlToken& token);
  void endParagraph(HtmlToken& token);
  void endListItem(HtmlToken& token);
  void endHeading(HtmlToken& token);
  void endFormatting(HtmlToken& token) { m_tree.adopt(token.text); }
  void endMarked(HtmlToken& token);
  void endBreak(HtmlToken& token);

  void inTable(HtmlToken& token);
  void startInTable(HtmlToken& token);
  void endInTable(HtmlToken& token);
  void startInputInTable(HtmlToken& token);
  void startFormInTable(const HtmlToken& token);
  void fostered(HtmlToken& token);
  void inTableText(HtmlToken& token);
  void inCaption(HtmlToken& token);
  void inColumnGroup(HtmlToken& token);
  void inTableBody(HtmlToken& token);
  void inRow(HtmlToken& token);
  void endRow();
  void inCell(HtmlToken& token);
  void endCell();

  void inSelect(HtmlToken& token);
  void startInSelect(HtmlToken& token);
  void endInSelect(HtmlToken& token);
  void inTemplate(HtmlToken& token);
  void afterBody(HtmlToken& token);
  void inFrameset(HtmlToken& token);
  void afterFrameset(HtmlToken& token);
  void afterAfterBody(HtmlToken& token);
  void afterAfterFrameset(HtmlToken& token);

  void inForeign(HtmlToken& token);
  void startInForeign(HtmlToken& token);
  void endInForeign(HtmlToken& token);
  void leaveForeign(HtmlToken& token);

  HtmlRules m_rules;
  HtmlTokens m_tokens;
  HtmlBuilder m_tree;
  Mode m_mode = Mode::Initial;
  Mode m_return = Mode::Initial; ///< when a text of its own, or a text in a table, has ended
  std::vector<Mode> m_templateModes;
  std::optional<HtmlDoctype> m_doctype;
  Element::Pointer m_holder; ///< of the context
  HtmlOpen m_context;        ///< into which a piece is read; without an element for a document
  HtmlOpen m_head;
  Element* m_form = nullptr; ///< in which the fields go that follow
  QString m_tableText;
  bool m_isQuirky = false;
  bool m_mayBeFrameset = true;
  bool m_skipsLineBreak = false;
};

/// Whether documents of that type are shown as before there were standards.
bool isQuirky(const HtmlToken& doctype);

} // namespace scriptorium::markup
