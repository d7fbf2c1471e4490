#include "blocks/linedjson.h"

#include "model/text/jsontext.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// Reads bytes and counts the lines passed; the parser's events come when their token has just been read.
class CountingIterator
{
public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, int* line) : m_at(at), m_line(line) {}
  reference operator*() const { return *m_at; }
  CountingIterator& operator++()
  {
    if (*m_at == '\n')
      ++*m_line;
    ++m_at;
    return *this;
  }
  bool operator==(const CountingIterator& other) const { return m_at == other.m_at; }
  friend bool operator!=(const CountingIterator& a, const CountingIterator& b) { return a.m_at != b.m_at; }

private:
  const char* m_at;
  int* m_line;
};

/// Builds the tree from the parser's events. Function names are those nlohmann asks for.
class TreeBuilder : public nlohmann::json_sax<nlohmann::json>
{
public:
  explicit TreeBuilder(const int& line) : m_line(line) {}

  bool null() override { return add(made(LinedJson::Kind::Null)); }
  bool boolean(bool value) override
  {
    auto node = made(LinedJson::Kind::Boolean);
    node.boolean = value;
    return add(std::move(node));
  }
  bool number_integer(number_integer_t value) override
  {
    return addNumber(static_cast<double>(value), QString::number(value));
  }
  bool number_unsigned(number_unsigned_t value) override
  {
    return addNumber(static_cast<double>(value), QString::number(value));
  }
  bool number_float(number_float_t value, const string_t& written) override
  {
    return addNumber(value, QString::fromStdString(written));
  }
  bool string(string_t& value) override
  {
    auto node = made(LinedJson::Kind::String);
    node.text = QString::fromStdString(value);
    return add(std::move(node));
  }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(LinedJson::Kind::Object); }
  bool key(string_t& name) override
  {
    m_keys.back() = QString::fromStdString(name);
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(LinedJson::Kind::List); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& fault) override
  {
    m_fault = QString::fromUtf8(fault.what());
    return false;
  }

  QString fault() const
  {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: …": the line is ours to tell.
    const auto colon = m_fault.indexOf(": "_L1);
    return colon < 0 ? u"It is no JSON."_s : u"It is no JSON: %1."_s.arg(m_fault.mid(colon + 2));
  }
  LinedJson takeRoot() { return std::move(m_root); }

private:
  LinedJson made(LinedJson::Kind kind) const
  {
    LinedJson node;
    node.kind = kind;
    node.line = m_line;
    return node;
  }
  bool addNumber(double value, const QString& written)
  {
    auto node = made(LinedJson::Kind::Number);
    node.number = value;
    node.text = written;
    return add(std::move(node));
  }
  bool add(LinedJson node)
  {
    if (m_open.isEmpty())
      m_root = std::move(node);
    else if (m_open.back().kind == LinedJson::Kind::List)
      m_open.back().items.append(std::move(node));
    else
      m_open.back().members.append({m_keys.back(), std::move(node)});
    return true;
  }
  bool open(LinedJson::Kind kind)
  {
    if (m_open.size() >= kMaxJsonDepth) {
      m_fault = u"json: it nests too deeply"_s;
      return false;
    }
    m_open.append(made(kind));
    m_keys.append(QString());
    return true;
  }
  bool close()
  {
    m_keys.removeLast();
    return add(m_open.takeLast());
  }

  const int& m_line;
  LinedJson m_root;
  QList<LinedJson> m_open;
  QStringList m_keys;
  QString m_fault;
};

} // namespace

const LinedJson* LinedJson::member(const QString& name) const
{
  const auto found = std::ranges::find(members, name, &QPair<QString, LinedJson>::first);
  return found == members.cend() ? nullptr : &found->second;
}

QString LinedJson::toJson() const
{
  QStringList parts;
  switch (kind) {
  case Kind::Null:
    return u"null"_s;
  case Kind::Boolean:
    return boolean ? u"true"_s : u"false"_s;
  case Kind::Number:
    return text;
  case Kind::String:
    return jsonString(text);
  case Kind::List:
    for (const auto& item : items)
      parts.append(item.toJson());
    return u'[' + parts.join(u',') + u']';
  case Kind::Object:
    for (const auto& [name, value] : members)
      parts.append(jsonString(name) + u':' + value.toJson());
    return u'{' + parts.join(u',') + u'}';
  }
  Q_UNREACHABLE();
}

Result<LinedJson> LinedJson::parse(const QByteArray& bytes)
{
  int line = 1;
  TreeBuilder builder(line);
  const CountingIterator begin(bytes.constData(), &line);
  const CountingIterator end(bytes.constData() + bytes.size(), &line);
  if (!nlohmann::json::sax_parse(begin, end, &builder))
    return Error{Error::Kind::BadInput, {}, builder.fault(), line};
  return builder.takeRoot();
}

} // namespace scriptorium
