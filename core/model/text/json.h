#pragma once

#include <QAnyStringView>
#include <QByteArray>
#include <QString>

#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

namespace scriptorium {

/// A JSON value whose objects keep the order of their members: the wall before our JSON library, which
/// nobody else includes but what stands in this folder. Whole numbers keep 64 bits; longer ones are floating
/// point, and are written so. Texts and names are UTF-8 inside. A value, as QString is: copies share until
/// one changes, and may be used by several threads. Finding a member goes through those before it.
class Json
{
public:
  enum class Kind
  {
    Null,
    Boolean,
    Whole,
    Float,
    Text,
    List,
    Object
  };
  enum class Letters
  {
    Any,
    Ascii ///< others as \u00e9
  };
  struct Member;
  template <typename Part>
  class Parts;

  Json() = default; ///< null
  explicit Json(bool value);
  explicit Json(int value);
  explicit Json(qint64 value);
  explicit Json(double value); ///< NaN and infinity are written as null
  explicit Json(const QString& text);
  template <typename T>
  Json(const T*) = delete; ///< would be taken for a boolean
  /// A text of bytes that are UTF-8; what is none is replaced when it is written.
  static Json fromUtf8(QByteArrayView text);
  static Json list();
  static Json object();

  /// Nothing when it is no JSON (a byte order mark is none), holds a number beyond floating point, or nests
  /// deeper than `kMaxJsonDepth`. Of members with one name the last counts, at the place of the first.
  static std::optional<Json> parse(QByteArrayView utf8);
  static std::optional<Json> parse(QStringView text);

  Kind kind() const;
  bool isNull() const { return kind() == Kind::Null; }
  bool isBoolean() const { return kind() == Kind::Boolean; }
  bool isWhole() const { return kind() == Kind::Whole; }
  bool isNumber() const { return isWhole() || kind() == Kind::Float; }
  bool isText() const { return kind() == Kind::Text; }
  bool isList() const { return kind() == Kind::List; }
  bool isObject() const { return kind() == Kind::Object; }
  /// Null, or a text, a list or an object that holds nothing.
  bool isEmpty() const;

  /// What the value is when it is of another kind: false, 0 or the empty text.
  bool boolean() const;
  qint64 whole() const;
  double number() const; ///< of a whole number too
  QString text() const;  ///< as `QString::fromUtf8`: a byte order mark at the start is taken away
  QByteArray utf8() const;

  /// The values of a list or of an object, in order.
  Parts<Json> items() const;
  /// Of an object, in order.
  Parts<Member> members() const;
  /// The member of this name; nothing when there is none, or this is no object.
  std::optional<Json> find(QAnyStringView name) const;
  bool contains(QAnyStringView name) const;

  /// To a list, or to null, which becomes one.
  void append(Json item);
  /// A new member stands last, an old one keeps its place. In an object, or in null, which becomes one.
  void set(QAnyStringView name, Json value);
  /// False when there was no such member.
  bool remove(QAnyStringView name);

  /// Without spaces, in UTF-8: {"a":1,"b":[true]}.
  QByteArray toUtf8(Letters letters = Letters::Any) const;
  QString toString() const; ///< the same text
  /// As Python's json.dumps does by default: {"a": 1, "b": [true]}, in ASCII.
  QByteArray toPython() const;
  /// In lines as people read them, members in their order.
  QString toIndented(int indent) const;
  /// Indented, in ASCII, members sorted by the bytes of their names at every level.
  QByteArray toSorted(int indent) const;

  /// Numbers compare by value, objects with the order of their members.
  friend bool operator==(const Json& a, const Json& b) { return a.isSame(b); }

private:
  explicit Json(std::shared_ptr<void> node) : m_node(std::move(node)) {}
  bool isSame(const Json& other) const;

  struct Access;
  /// The library's value; null for null. Copies share it, and parts share the whole they were taken from.
  std::shared_ptr<void> m_node;
};

struct Json::Member
{
  QByteArrayView name; ///< UTF-8; lasts as long as the `Parts` it is of
  Json value;
};

/// What a list or an object holds, made one by one when it is asked for. It keeps the whole alive as it was,
/// so that a loop over the parts of a temporary is safe.
template <typename Part>
class Json::Parts
{
public:
  class Iterator
  {
  public:
    using value_type = Part;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    Iterator(const Parts* parts, qsizetype at) : m_parts(parts), m_at(at) {}
    Part operator*() const { return (*m_parts)[m_at]; }
    Iterator& operator++()
    {
      ++m_at;
      return *this;
    }
    Iterator operator++(int) { return {m_parts, m_at++}; }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.m_at == b.m_at; }

  private:
    const Parts* m_parts = nullptr;
    qsizetype m_at = 0;
  };

  Parts(Json whole, qsizetype size) : m_whole(std::move(whole)), m_size(size) {}
  qsizetype size() const { return m_size; }
  bool isEmpty() const { return m_size == 0; }
  Part operator[](qsizetype at) const;
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, m_size}; }

private:
  Json m_whole;
  qsizetype m_size;
};
template <>
Json Json::Parts<Json>::operator[](qsizetype at) const;
template <>
Json::Member Json::Parts<Json::Member>::operator[](qsizetype at) const;

/// The text `json` with its members sorted by the bytes of their names at every level: one text for all ways
/// to write a value. `indent` below 0: without spaces. Cheaper than a `Json`, also for very large objects.
/// Nothing when `json` is no JSON, as `Json::parse` has it.
std::optional<QByteArray> sortedJson(QByteArrayView json, int indent = -1,
                                     Json::Letters letters = Json::Letters::Any);

} // namespace scriptorium
