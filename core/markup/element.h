#pragma once

#include <QList>
#include <QString>
#include <QStringView>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace scriptorium::markup {

/// A node of a problem's XML in lxml's model, on which the LMS's rules are built: text stands before the
/// first child, and each node owns the text behind it (its tail), which goes where the node goes. Not
/// thread-safe.
class Element
{
public:
  using Pointer = std::unique_ptr<Element>;
  using Children = std::vector<Pointer>;
  using Attribute = std::pair<QString, QString>;
  enum class Kind
  {
    Element,
    Comment,
    Instruction,
    Entity, ///< an entity reference that was not resolved; `tag` is its name
    Raw     ///< a piece of a page that is no XML: `text`, to be read with what stands around it
  };

  explicit Element(QString tagName, Kind ofKind = Kind::Element) : tag(std::move(tagName)), kind(ofKind) {}
  Element(const Element&) = delete;
  Element& operator=(const Element&) = delete;

  QString tag;
  Kind kind;
  QString text;        ///< before the first child; the content of a comment or an instruction
  QString tail;        ///< behind the end tag, up to the next sibling
  bool isOpen = false; ///< of a page's template: closes itself in XML, and does not in HTML
  int line = 0;        ///< 1-based line in the source, 0 when made by the engine

  bool isElement() const { return kind == Kind::Element; }

  const QList<Attribute>& attributes() const { return m_attributes; }
  bool has(QStringView name) const;
  /// The value, or `fallback` when there is no such attribute (Python's `get`).
  QString attribute(QStringView name, const QString& fallback = {}) const;
  std::optional<QString> find(QStringView name) const;
  /// Replaces in place, or appends at the end.
  void set(const QString& name, const QString& value);
  /// Appends; the caller knows that there is no such attribute.
  void add(const QString& name, const QString& value) { m_attributes.append({name, value}); }
  void remove(QStringView name);
  /// Makes its attributes those of `other`.
  void copyAttributes(const Element& other) { m_attributes = other.m_attributes; }

  Element* parent() const { return m_parent; }
  const Children& children() const { return m_children; }
  Element* append(Pointer child);
  Element* append(const QString& childTag) { return append(std::make_unique<Element>(childTag)); }
  Element* insert(size_t at, Pointer child);
  /// Takes a child out together with its tail.
  Pointer take(Element* child);
  /// Puts `with` at the place of `child`, which is given back.
  Pointer replace(Element* child, Pointer with);
  /// Moves its text and its children to the end of `to`. Quick, however many there are.
  void giveChildren(Element& to);
  /// Position among the parent's children; 0 without a parent. Quick where few siblings came or went since
  /// the last call.
  size_t index() const;
  /// Siblings, whatever their kind; null at the ends.
  Element* next() const;
  Element* previous() const;

  /// The element itself and all elements below it in document order; comments, instructions and entities are
  /// left out. An empty name means any.
  std::vector<Element*> iterate(QStringView name = {}) const;
  /// Below the element, itself not included (XPath `.//name`).
  std::vector<Element*> descendants(QStringView name = {}) const;
  /// Direct children of that name (XPath `./name`).
  std::vector<Element*> childrenNamed(QStringView name) const;
  Element* firstChild(QStringView name) const;
  /// Whether this is `ancestor` or below it.
  bool isWithin(const Element& ancestor) const;

  /// A deep copy, with its tail.
  Pointer clone() const;

private:
  QList<Attribute> m_attributes;
  Children m_children;
  Element* m_parent = nullptr;
  mutable size_t m_lastIndex = 0; ///< where it stood; searched from there
};

} // namespace scriptorium::markup
