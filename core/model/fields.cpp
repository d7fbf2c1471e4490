#include "model/fields.h"

#include "model/text/json.h"

#include <QHash>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

void appendString(QByteArray& json, const QString& text)
{
  static constexpr char kHex[] = "0123456789abcdef";
  json += '"';
  for (const char c : text.toUtf8()) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (byte < 0x20) {
      json += "\\u00";
      json += kHex[byte >> 4];
      json += kHex[byte & 15];
    } else {
      json += c;
    }
  }
  json += '"';
}

/// Reads fields in the form of `toJson` when all of it is ASCII without escapes, as most is: a course has
/// tens of thousands of such lists. Gives nothing when it takes the JSON parser.
class PlainReader
{
public:
  explicit PlainReader(QByteArrayView json) : m_json(json) {}

  std::optional<Fields> read()
  {
    Fields fields;
    if (m_json == "{}")
      return fields;
    bool more = take('{');
    while (more) {
      const auto name = string();
      const auto value = name && take(':') ? string() : std::nullopt;
      if (!value || fields.contains(*name))
        return std::nullopt;
      fields.set(*name, *value);
      more = take(',');
    }
    return take('}') && m_at == m_json.size() ? std::optional(fields) : std::nullopt;
  }

private:
  bool take(char expected)
  {
    if (m_at >= m_json.size() || m_json[m_at] != expected)
      return false;
    ++m_at;
    return true;
  }
  std::optional<QString> string()
  {
    if (!take('"'))
      return std::nullopt;
    const qsizetype begin = m_at;
    for (; m_at < m_json.size() && m_json[m_at] != '"'; ++m_at)
      if (m_json[m_at] == '\\' || m_json[m_at] < ' ' || m_json[m_at] > '~')
        return std::nullopt;
    const QByteArrayView text = m_json.sliced(begin, m_at - begin);
    return take('"') ? std::optional(QString::fromLatin1(text)) : std::nullopt;
  }

  QByteArrayView m_json;
  qsizetype m_at = 0;
};

} // namespace

std::optional<QString> Fields::value(const QString& name) const
{
  const auto found = std::ranges::find(m_entries, name, &Entry::name);
  if (found == m_entries.cend())
    return std::nullopt;
  return found->value;
}

void Fields::set(const QString& name, const QString& value)
{
  const auto found = std::ranges::find(m_entries, name, &Entry::name);
  if (found == m_entries.end())
    m_entries.append({name, value});
  else
    found->value = value;
}

void Fields::setAll(const QList<Entry>& entries)
{
  QHash<QString, qsizetype> places;
  for (qsizetype at = m_entries.size(); at-- > 0;)
    places.insert(m_entries[at].name, at);
  for (const auto& entry : entries) {
    const auto known = places.constFind(entry.name);
    if (known != places.cend()) {
      m_entries[*known].value = entry.value;
    } else {
      places.insert(entry.name, m_entries.size());
      m_entries.append(entry);
    }
  }
}

bool Fields::remove(const QString& name)
{
  return m_entries.removeIf([&](const Entry& entry) { return entry.name == name; }) > 0;
}

QByteArray Fields::toJson() const
{
  QByteArray json = "{";
  for (const auto& entry : m_entries) {
    if (json.size() > 1)
      json += ',';
    appendString(json, entry.name);
    json += ':';
    appendString(json, entry.value);
  }
  return json + '}';
}

Result<Fields> Fields::fromJson(QByteArrayView json)
{
  if (auto plain = PlainReader(json).read())
    return *std::move(plain);
  const auto parsed = Json::parse(json);
  if (!parsed || !parsed->isObject())
    return Error{Error::Kind::BadInput, {}, u"Fields are not a JSON object."_s};
  Fields fields;
  for (const auto& [name, value] : parsed->members()) {
    if (!value.isText())
      return Error{Error::Kind::BadInput, QString::fromUtf8(name), u"A field is not a string."_s};
    fields.m_entries.append({QString::fromUtf8(name), value.text()});
  }
  return fields;
}

bool Fields::isEquivalent(const Fields& other) const
{
  return size() == other.size() &&
         std::ranges::all_of(m_entries, [&](const Entry& e) { return other.value(e.name) == e.value; });
}

} // namespace scriptorium
