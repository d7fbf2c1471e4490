#pragma once

#include "markup/html/htmlnames.h"
#include "markup/html/htmltokens.h"
#include "markup/html/htmltree.h"

#include <initializer_list>
#include <vector>

namespace scriptorium::markup {

/// An element that has not ended.
struct HtmlOpen
{
  Element* element = nullptr;
  QString name; ///< without its space
  HtmlSpace space = HtmlSpace::Html;
  HtmlTraits traits;
  int depth = 0;

  bool is(QStringView tag) const { return space == HtmlSpace::Html && name == tag; }
  bool is(QLatin1StringView tag) const { return space == HtmlSpace::Html && name == tag; }
  bool isOneOf(std::initializer_list<QLatin1StringView> tags) const;
  bool has(HtmlTrait trait) const { return traits.testFlag(trait); }
};

/// The stack of open elements and the list of formatting that goes on behind them: what the rules of tree
/// construction work with. The first element that is opened is never closed.
class HtmlBuilder
{
public:
  explicit HtmlBuilder(HtmlRules::Names names);

  /// What holds everything.
  Element& top() { return *m_top; }
  Element::Pointer takeTop();
  /// How many elements there are, repeated ones with the size of their attributes.
  qsizetype weight() const { return m_weight; }

  bool isEmpty() const { return m_open.empty(); }
  const std::vector<HtmlOpen>& open() const { return m_open; }
  const HtmlOpen& current() const { return m_open.back(); }
  bool isCurrent(QLatin1StringView tag) const { return current().is(tag); }
  bool isOpen(QStringView tag) const;
  bool isOpen(const Element* element) const;

  enum class Scope
  {
    Usual,
    Button,
    ListItem,
    Table,
    Select
  };
  bool isInScope(QStringView tag, Scope scope = Scope::Usual) const;
  bool isInScope(std::initializer_list<QLatin1StringView> tags, Scope scope = Scope::Usual) const;
  bool isHeadingInScope() const;
  bool isInScope(const Element* element) const;

  void appendText(const QString& text);
  /// Into the current element, or into `to`.
  void appendComment(const QString& text, Element* to = nullptr);
  /// Opens an element with the token's name and attributes.
  Element* push(const HtmlToken& token, HtmlSpace space = HtmlSpace::Html);
  /// The same for an element that holds nothing.
  void appendVoid(const HtmlToken& token, HtmlSpace space = HtmlSpace::Html);
  /// Gives an element those attributes of the token that it has not.
  void addAttributes(Element& element, const HtmlToken& token) const;
  void pop();
  void popUntil(QStringView tag);
  void popUntil(HtmlTrait trait);
  /// Closes the elements down to that number of them.
  void popTo(size_t count);
  /// Opens again an element that was closed, and ends one wherever it stands.
  void reopen(const HtmlOpen& element) { m_open.push_back(element); }
  void removeOpen(const Element* element);
  /// Takes an element out of the tree; it lives on unseen.
  void drop(Element& element);
  /// Closes what closes by itself, but not `except`.
  void closeImplied(QStringView except = {});
  void closeImpliedInTemplate();
  /// Closes a paragraph, where one is open.
  void closeParagraph();
  /// Closes down to one of these.
  void clearTo(std::initializer_list<QLatin1StringView> tags);

  /// What is put into a table outside of its cells goes in front of it.
  void setFostering(bool isOn) { m_isFostering = isOn; }

  /// Opens formatting, which goes on until its own end tag.
  void pushFormatting(const HtmlToken& token);
  void pushMarker() { list({}); }
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
  struct Formatting
  {
    Element* element = nullptr; ///< null is a marker
    QString name;
    size_t attributesKey = 0;
    qsizetype weight = 1;
  };
  struct Spot
  {
    Element* parent;
    Element* before; ///< null: at the end
  };
  Spot spotFor(Element& target) const;
  static void insertAt(const Spot& spot, Element::Pointer node);
  static Element::Pointer detached(Element& node);
  Element::Pointer made(const HtmlToken& token, HtmlSpace space) const;
  QString attributeName(const QString& name, HtmlSpace space) const;
  Element* insertNew(const HtmlToken& token, HtmlSpace space);
  void makeRoom();
  void list(const Formatting& formatting);
  size_t openIndex(const Element* element) const;
  size_t listIndex(const Element* element) const;
  Element::Pointer copied(const Formatting& formatting);
  bool adoptOnce(const QString& tag);
  void rebuild(size_t listedAt, size_t formattedAt, size_t blockAt);
  template <typename Is>
  bool isAnyInScope(Scope scope, Is is) const;

  HtmlRules::Names m_names;
  Element::Pointer m_top;
  std::vector<Element::Pointer> m_dropped;
  std::vector<HtmlOpen> m_open;
  std::vector<Formatting> m_formatting;
  qsizetype m_weight = 0;
  bool m_isFostering = false;
};

} // namespace scriptorium::markup
