#include "model/text/json.h"

#include "model/text/jsontext.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace scriptorium {
namespace {

constexpr QByteArrayView kByteOrderMark("\xEF\xBB\xBF"); // the library would pass over it, Python does not

using Node = nlohmann::ordered_json;
using value_t = Node::value_t;

/// Parsing never recurses, but writing, comparing and copying do.
template <typename Text>
bool isTooDeep(const Text& json)
{
  return json.size() > kMaxJsonDepth && jsonDepth(json) > kMaxJsonDepth;
}

/// Texts are UTF-8 unless somebody gave other bytes; to write must not fail for that.
template <typename Tree>
std::string dumped(const Tree& tree, int indent, Json::Letters letters)
{
  return tree.dump(indent, ' ', letters == Json::Letters::Ascii, Tree::error_handler_t::replace);
}

void writePython(const Node& node, std::string& text)
{
  if (!node.is_structured()) {
    text += dumped(node, -1, Json::Letters::Ascii);
    return;
  }
  const bool isList = node.is_array();
  text += isList ? '[' : '{';
  for (auto it = node.cbegin(); it != node.cend(); ++it) {
    if (it != node.cbegin())
      text += ", ";
    if (!isList)
      text += dumped(Node(it.key()), -1, Json::Letters::Ascii) + ": ";
    writePython(*it, text);
  }
  text += isList ? ']' : '}';
}

/// Calls with the name as UTF-8.
template <typename Call>
auto withBytes(QAnyStringView name, Call call)
{
  return name.visit([&](auto text) {
    if constexpr (std::is_same_v<decltype(text), QUtf8StringView>)
      return call(
          std::string_view(reinterpret_cast<const char*>(text.data()), static_cast<size_t>(text.size())));
    else
      return call(std::string_view(text.toString().toStdString()));
  });
}

const Node* memberOf(const Node& node, QAnyStringView name)
{
  return withBytes(name, [&](std::string_view bytes) {
    const auto found = node.find(bytes);
    return found == node.cend() ? nullptr : &*found;
  });
}

/// Builds the tree that the library's own reader would. That one looks through all members of an object for
/// each new one; this one asks a table when there are many. Function names are those nlohmann asks for.
class TreeReader
{
public:
  explicit TreeReader(Node& root) : m_root(root) {}

  bool null() { return add(Node()) != nullptr; }
  bool boolean(bool value) { return add(value) != nullptr; }
  bool number_integer(Node::number_integer_t value) { return add(value) != nullptr; }
  bool number_unsigned(Node::number_unsigned_t value) { return add(value) != nullptr; }
  bool number_float(Node::number_float_t value, const std::string&) { return add(value) != nullptr; }
  bool string(std::string& value) { return add(std::move(value)) != nullptr; }
  bool binary(Node::binary_t&) { return false; }
  bool start_array(std::size_t) { return open(Node::array()); }
  bool end_array() { return close(); }
  bool start_object(std::size_t) { return open(Node::object()); }
  bool end_object() { return close(); }
  bool key(std::string& name)
  {
    Open& at = m_open.back();
    auto& members = at.node->get_ref<Node::object_t&>();
    const size_t place = at.placeOf(members, name);
    if (place == members.size())
      members.emplace_back(std::move(name), Node());
    at.value = &std::next(members.begin(), static_cast<std::ptrdiff_t>(place))->second;
    return true;
  }
  static bool parse_error(std::size_t, const std::string&, const Node::exception&) { return false; }

private:
  /// A list or an object that is being read.
  struct Open
  {
    Node* node;
    Node* value = nullptr; ///< of the member that was named last
    std::unordered_map<std::string, size_t> places;

    /// Where the member of this name stands, or will.
    size_t placeOf(const Node::object_t& members, const std::string& name)
    {
      if (members.size() < kFew) {
        const auto found = std::ranges::find(members, name, &Node::object_t::value_type::first);
        return static_cast<size_t>(found - members.begin());
      }
      for (size_t place = places.size(); place < members.size(); ++place)
        places.emplace(std::next(members.begin(), static_cast<std::ptrdiff_t>(place))->first, place);
      return places.emplace(name, members.size()).first->second;
    }
  };
  static constexpr size_t kFew = 16;

  Node* add(Node value)
  {
    if (m_open.empty())
      return &(m_root = std::move(value));
    const Open& at = m_open.back();
    if (at.node->is_object())
      return &(*at.value = std::move(value));
    return &at.node->get_ref<Node::array_t&>().emplace_back(std::move(value));
  }
  bool open(Node value)
  {
    m_open.push_back({add(std::move(value)), nullptr, {}});
    return true;
  }
  bool close()
  {
    m_open.pop_back();
    return true;
  }

  Node& m_root;
  std::vector<Open> m_open;
};

} // namespace

/// What of the class knows the library.
struct Json::Access
{
  static const Node& node(const Json& json)
  {
    static const Node kNull;
    return json.m_node ? *static_cast<const Node*>(json.m_node.get()) : kNull;
  }
  static Json made(Node node) { return Json(std::make_shared<Node>(std::move(node))); }
  static Json part(const Json& whole, const Node& part)
  {
    return Json(std::shared_ptr<void>(whole.m_node, const_cast<Node*>(&part)));
  }
  /// To change: of its own, when others share it.
  static Node& own(Json& json)
  {
    if (json.m_node.use_count() != 1)
      json.m_node = std::make_shared<Node>(node(json));
    return *static_cast<Node*>(json.m_node.get());
  }
  static Node taken(Json& json)
  {
    if (json.m_node.use_count() != 1)
      return node(json);
    return std::move(*static_cast<Node*>(json.m_node.get()));
  }
  static std::optional<Json> parsed(QByteArrayView utf8)
  {
    Node node;
    TreeReader reader(node);
    return Node::sax_parse(utf8.cbegin(), utf8.cend(), &reader) ? std::optional(made(std::move(node)))
                                                                : std::nullopt;
  }
};

Json::Json(bool value) : m_node(std::make_shared<Node>(value)) {}
Json::Json(int value) : m_node(std::make_shared<Node>(value)) {}
Json::Json(qint64 value) : m_node(std::make_shared<Node>(value)) {}
Json::Json(double value) : m_node(std::make_shared<Node>(value)) {}
Json::Json(const QString& text) : m_node(std::make_shared<Node>(text.toStdString())) {}

Json Json::fromUtf8(QByteArrayView text)
{
  return Access::made(std::string(text.data(), static_cast<size_t>(text.size())));
}

Json Json::list()
{
  return Access::made(Node::array());
}

Json Json::object()
{
  return Access::made(Node::object());
}

std::optional<Json> Json::parse(QByteArrayView utf8)
{
  return isTooDeep(utf8) || utf8.startsWith(kByteOrderMark) ? std::nullopt : Access::parsed(utf8);
}

std::optional<Json> Json::parse(QStringView text)
{
  return isTooDeep(text) ? std::nullopt : parse(text.toUtf8());
}

Json::Kind Json::kind() const
{
  switch (Access::node(*this).type()) {
  case value_t::boolean:
    return Kind::Boolean;
  case value_t::number_integer:
  case value_t::number_unsigned:
    return Kind::Whole;
  case value_t::number_float:
    return Kind::Float;
  case value_t::string:
    return Kind::Text;
  case value_t::array:
    return Kind::List;
  case value_t::object:
    return Kind::Object;
  case value_t::null:
  case value_t::binary: // stands in no JSON
  case value_t::discarded:
    return Kind::Null;
  }
  Q_UNREACHABLE();
}

bool Json::isEmpty() const
{
  const Node& node = Access::node(*this);
  return isText() ? node.get_ref<const std::string&>().empty() : node.empty();
}

bool Json::boolean() const
{
  return isBoolean() && Access::node(*this).get<bool>();
}

qint64 Json::whole() const
{
  return isWhole() ? Access::node(*this).get<qint64>() : 0;
}

double Json::number() const
{
  return isNumber() ? Access::node(*this).get<double>() : 0.0;
}

QString Json::text() const
{
  return isText() ? QString::fromStdString(Access::node(*this).get_ref<const std::string&>()) : QString();
}

QByteArray Json::utf8() const
{
  return isText() ? QByteArray::fromStdString(Access::node(*this).get_ref<const std::string&>())
                  : QByteArray();
}

Json::Parts<Json> Json::items() const
{
  const Node& node = Access::node(*this);
  return {*this, node.is_structured() ? static_cast<qsizetype>(node.size()) : 0};
}

Json::Parts<Json::Member> Json::members() const
{
  const Node& node = Access::node(*this);
  return {*this, node.is_object() ? static_cast<qsizetype>(node.size()) : 0};
}

template <>
Json::Member Json::Parts<Json::Member>::operator[](qsizetype at) const
{
  const auto& [name, value] = Access::node(m_whole).get_ref<const Node::object_t&>().begin()[at];
  return {QByteArrayView(name), Access::part(m_whole, value)};
}

template <>
Json Json::Parts<Json>::operator[](qsizetype at) const
{
  const Node& node = Access::node(m_whole);
  return Access::part(m_whole, node.is_object() ? node.get_ref<const Node::object_t&>().begin()[at].second
                                                : node[static_cast<size_t>(at)]);
}

std::optional<Json> Json::find(QAnyStringView name) const
{
  const Node* found = memberOf(Access::node(*this), name);
  return found ? std::optional(Access::part(*this, *found)) : std::nullopt;
}

bool Json::contains(QAnyStringView name) const
{
  return memberOf(Access::node(*this), name) != nullptr;
}

void Json::append(Json item)
{
  Q_ASSERT(isNull() || isList());
  Node value = Access::taken(item);
  Access::own(*this).push_back(std::move(value));
}

void Json::set(QAnyStringView name, Json value)
{
  Q_ASSERT(isNull() || isObject());
  Node taken = Access::taken(value);
  Node& object = Access::own(*this);
  withBytes(name, [&](std::string_view bytes) { object[bytes] = std::move(taken); });
}

bool Json::remove(QAnyStringView name)
{
  if (!contains(name))
    return false;
  Node& object = Access::own(*this);
  return withBytes(name, [&](std::string_view bytes) { return object.erase(bytes) > 0; });
}

QByteArray Json::toUtf8(Letters letters) const
{
  return QByteArray::fromStdString(dumped(Access::node(*this), -1, letters));
}

QString Json::toString() const
{
  return QString::fromStdString(dumped(Access::node(*this), -1, Letters::Any));
}

QByteArray Json::toPython() const
{
  std::string text;
  writePython(Access::node(*this), text);
  return QByteArray::fromStdString(text);
}

QString Json::toIndented(int indent) const
{
  return QString::fromStdString(dumped(Access::node(*this), indent, Letters::Any));
}

QByteArray Json::toSorted(int indent) const
{
  const nlohmann::json sorted = Access::node(*this);
  return QByteArray::fromStdString(dumped(sorted, indent, Letters::Ascii));
}

bool Json::isSame(const Json& other) const
{
  return Access::node(*this) == Access::node(other);
}

std::optional<QByteArray> sortedJson(QByteArrayView json, int indent, Json::Letters letters)
{
  if (isTooDeep(json))
    return std::nullopt;
  const auto sorted = nlohmann::json::parse(json.cbegin(), json.cend(), nullptr, false);
  return sorted.is_discarded() ? std::nullopt
                               : std::optional(QByteArray::fromStdString(dumped(sorted, indent, letters)));
}

} // namespace scriptorium
