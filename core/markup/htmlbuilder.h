#pragma once

#include "markup/element.h"
#include "markup/htmltokens.h"

#include <vector>

namespace scriptorium::markup {

/// The stack of open elements and the list of formatting that goes on behind them: what the rules of tree
/// construction work with.
class HtmlBuilder
{
public:
  HtmlBuilder();

  Element::Pointer takeRoot();
  /// How many elements there are.
  qsizetype count() const { return m_count; }

  Element& current() const { return *m_open.back(); }
  const std::vector<Element*>& open() const { return m_open; }
  bool isCurrent(QLatin1StringView tag) const { return current().tag == tag; }

  enum class Scope
  {
    Usual,
    Button,
    ListItem,
    Table,
    Select
  };
  bool isInScope(QStringView tag, Scope scope = Scope::Usual) const;

  void appendText(const QString& text);
  void appendComment(const QString& text);
  /// Opens an element with the token's name and attributes.
  Element* push(const HtmlToken& token);
  /// The same for an element that holds nothing.
  void appendVoid(const HtmlToken& token);
  void pop();
  void popUntil(QStringView tag);
  /// Closes what closes by itself, but not `except`.
  void closeImplied(QStringView except = {});
  /// Closes a paragraph, where one is open.
  void closeParagraph();
  /// Closes down to one of these.
  void clearTo(std::initializer_list<QLatin1StringView> tags);

  /// What is put into a table outside of its cells goes in front of it.
  void setFostering(bool isOn) { m_isFostering = isOn; }

  void pushFormatting(Element* element);
  void pushMarker() { m_formatting.push_back(nullptr); }
  void clearToMarker();
  /// Opens again what was closed although its end tag has not come.
  void reconstruct();
  /// The last open formatting of that name behind the last marker.
  Element* formatting(QStringView tag) const;
  void forget(const Element* formatted);
  /// The end tag of a formatting element, wherever it stands (the "adoption agency").
  void adopt(const QString& tag);
  /// An end tag without rules of its own.
  void closeAny(const QString& tag);

private:
  struct Spot
  {
    Element* parent;
    Element* before; ///< null: at the end
  };
  Spot spotFor(Element& target) const;
  static void insertAt(const Spot& spot, Element::Pointer node);
  Element* insertNew(const HtmlToken& token);
  bool isOpen(const Element* element) const;
  void removeOpen(const Element* element);
  bool adoptOnce(const QString& tag);
  void rebuild(Element* formatted, size_t formattedAt, Element* block, size_t blockAt);

  Element::Pointer m_root;
  std::vector<Element*> m_open;
  std::vector<Element*> m_formatting; ///< null is a marker
  qsizetype m_count = 0;
  bool m_isFostering = false;
};

/// Elements of which the rules say that formatting does not reach through them.
bool isSpecial(QStringView tag);

} // namespace scriptorium::markup
