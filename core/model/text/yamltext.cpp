#include "model/text/yamltext.h"

#include "model/text/json.h"
#include "model/text/jsontext.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QRegularExpression>

#include <yaml.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qint64 kMostRepeated = 1LL << 20; ///< what aliases may add, in bytes and values

const QString kTag = u"tag:yaml.org,2002:"_s;

Error badYaml(const QString& detail, int line)
{
  return Error{Error::Kind::BadInput, {}, detail, line};
}

bool matches(const QString& text, const QRegularExpression& pattern)
{
  return pattern.match(text).hasMatch();
}

/// The last part of the tag that a plain scalar has by its look, as PyYAML's resolver: "int", "bool", "str"
/// ….
QString resolved(const QString& text)
{
  static const QRegularExpression kNull(u"\\A(?:~|null|Null|NULL|)\\z"_s);
  static const QRegularExpression kBool(
      u"\\A(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)\\z"_s);
  static const QRegularExpression kInt(
      u"\\A[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)\\z"_s);
  static const QRegularExpression kFloat(
      u"\\A(?:[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|"
      "[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN))\\z"_s);
  if (matches(text, kNull))
    return u"null"_s;
  if (matches(text, kBool))
    return u"bool"_s;
  if (matches(text, kInt))
    return u"int"_s;
  if (matches(text, kFloat))
    return u"float"_s;
  if (text == "<<"_L1)
    return u"merge"_s;
  return text == "="_L1 ? u"value"_s : u"str"_s;
}

/// "1:30:00" counts in sixties.
double sexagesimal(const QString& digits, bool* ok)
{
  double value = 0;
  const auto parts = digits.split(u':');
  for (const auto& part : parts) {
    value = value * 60 + part.toDouble(ok);
    if (!*ok)
      return 0;
  }
  return value;
}

/// A text without sign and "_" that was taken for a whole number; nothing when it is none.
std::optional<Json> integer(const QString& digits, bool isNegative)
{
  bool ok = false;
  if (digits.contains(u':')) {
    const double value = sexagesimal(digits, &ok);
    if (!ok || !std::isfinite(value))
      return std::nullopt;
    const double whole = isNegative ? -value : value;
    return value < 9e15 ? Json(static_cast<qint64>(whole)) : Json(whole);
  }
  const int base = digits.startsWith("0b"_L1)   ? 2
                   : digits.startsWith("0x"_L1) ? 16
                   : digits.startsWith(u'0')    ? 8
                                                : 10;
  const QString bare = base == 2 || base == 16 ? digits.sliced(2) : digits;
  const qint64 value = ((isNegative ? u"-"_s : u""_s) + bare).toLongLong(&ok, base);
  if (ok)
    return Json(value);
  if (const double large = bare.toDouble(&ok); ok && base == 10) // nearest, which adding up digits is not
    return Json(isNegative ? -large : large);
  double large = 0;
  for (const QChar digit : bare) {
    const int unit = QString(digit).toInt(&ok, base);
    if (!ok)
      return std::nullopt;
    large = large * base + unit;
  }
  return bare.isEmpty() ? std::nullopt : std::optional(Json(isNegative ? -large : large));
}

/// The value of a scalar whose tag is known; nothing when its text does not fit.
std::optional<Json> constructed(const QString& tag, const QString& text)
{
  if (tag == "null"_L1)
    return Json();
  if (tag == "bool"_L1) {
    const QString word = text.toLower();
    const bool isTrue = word == "yes"_L1 || word == "true"_L1 || word == "on"_L1;
    const bool isFalse = word == "no"_L1 || word == "false"_L1 || word == "off"_L1;
    return isTrue || isFalse ? std::optional(Json(isTrue)) : std::nullopt;
  }
  QString digits = text;
  digits.remove(u'_');
  const bool isNegative = digits.startsWith(u'-');
  if (isNegative || digits.startsWith(u'+'))
    digits.remove(0, 1);
  if (tag == "int"_L1)
    return integer(digits, isNegative);
  bool ok = false;
  const double value = digits.contains(u':') ? sexagesimal(digits, &ok) : digits.toDouble(&ok);
  if (tag != "float"_L1 || !ok || !std::isfinite(value))
    return std::nullopt;
  return Json(isNegative ? -value : value);
}

/// Reads one document event by event.
class YamlReader
{
public:
  explicit YamlReader(const QByteArray& utf8)
      : m_isReady(yaml_parser_initialize(&m_parser) != 0), m_lastLine(utf8.count('\n'))
  {
    if (!m_isReady)
      return;
    yaml_parser_set_encoding(&m_parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&m_parser, reinterpret_cast<const unsigned char*>(utf8.constData()),
                                 static_cast<size_t>(utf8.size()));
  }
  ~YamlReader()
  {
    yaml_event_delete(&m_event);
    if (m_isReady)
      yaml_parser_delete(&m_parser);
  }
  YamlReader(const YamlReader&) = delete;
  YamlReader& operator=(const YamlReader&) = delete;

  Result<Json> whole()
  {
    SCRIPTORIUM_TRY(next());
    SCRIPTORIUM_TRY(next());
    if (m_event.type == YAML_STREAM_END_EVENT)
      return Json();
    SCRIPTORIUM_TRY(next());
    SCRIPTORIUM_TRY_ASSIGN(Json value, node(1));
    SCRIPTORIUM_TRY(next());
    SCRIPTORIUM_TRY(next());
    if (m_event.type != YAML_STREAM_END_EVENT)
      return fault(u"it holds more than one document"_s);
    return value;
  }

private:
  Result<Unit> next()
  {
    yaml_event_delete(&m_event);
    if (m_isReady && yaml_parser_parse(&m_parser, &m_event) != 0)
      return Unit{};
    const char* problem = m_isReady ? m_parser.problem : "there is not enough memory";
    return at(QString::fromUtf8(problem), m_parser.problem_mark.line);
  }
  /// `line` counts from 0; libyaml gives what is open at the end the line behind the last.
  Error at(const QString& what, size_t line) const
  {
    const int shown = static_cast<int>(std::min(qsizetype(line), m_lastLine)) + 1;
    return badYaml(u"cannot be read: %1 (line %2)"_s.arg(what).arg(shown), shown);
  }
  Error fault(const QString& what) const { return at(what, m_event.start_mark.line); }

  static QString text(const unsigned char* utf8)
  {
    return QString::fromUtf8(reinterpret_cast<const char*>(utf8));
  }
  static QString shortTag(const QString& tag) { return tag.startsWith(kTag) ? tag.sliced(kTag.size()) : tag; }

  /// The value that begins with the present event; the event that ends it is the present one afterwards.
  Result<Json> node(int depth)
  {
    if (depth > kMaxJsonDepth)
      return fault(u"nested too deeply"_s);
    if (m_event.type == YAML_ALIAS_EVENT)
      return repeated(text(m_event.data.alias.anchor));
    const qint64 before = m_weight++;
    const QString anchor = anchorOfEvent();
    auto value = m_event.type == YAML_SCALAR_EVENT           ? scalar()
                 : m_event.type == YAML_SEQUENCE_START_EVENT ? list(depth)
                                                             : map(depth);
    if (value && !anchor.isEmpty())
      m_anchors.insert(anchor, {*value, m_weight - before});
    return value;
  }

  QString anchorOfEvent() const
  {
    switch (m_event.type) {
    case YAML_SCALAR_EVENT:
      return text(m_event.data.scalar.anchor);
    case YAML_SEQUENCE_START_EVENT:
      return text(m_event.data.sequence_start.anchor);
    case YAML_MAPPING_START_EVENT:
      return text(m_event.data.mapping_start.anchor);
    default:
      return {};
    }
  }

  Result<Json> repeated(const QString& anchor)
  {
    const auto found = m_anchors.constFind(anchor);
    if (found == m_anchors.cend())
      return fault(u"the alias *%1 has no finished anchor before it"_s.arg(anchor));
    m_repeated += found->weight;
    m_weight += found->weight;
    if (m_repeated > kMostRepeated)
      return fault(u"its aliases repeat too much"_s);
    return found->value;
  }

  QString scalarTag() const
  {
    const auto& scalar = m_event.data.scalar;
    if (scalar.plain_implicit != 0)
      return resolved(scalarText());
    return scalar.quoted_implicit != 0 || scalar.tag == nullptr ? u"str"_s : shortTag(text(scalar.tag));
  }
  QString scalarText() const
  {
    const auto& scalar = m_event.data.scalar;
    return QString::fromUtf8(reinterpret_cast<const char*>(scalar.value),
                             static_cast<qsizetype>(scalar.length));
  }

  Result<Json> scalar()
  {
    m_weight += static_cast<qint64>(m_event.data.scalar.length);
    const QString tag = scalarTag();
    if (tag == "str"_L1 || tag == "timestamp"_L1) // QString would take a byte order mark away
      return Json::fromUtf8({m_event.data.scalar.value, static_cast<qsizetype>(m_event.data.scalar.length)});
    auto value = constructed(tag, scalarText());
    if (!value)
      return fault(u"“%1” is no value of the type %2 that can be kept"_s.arg(scalarText().left(80), tag));
    return *std::move(value);
  }

  Result<Json> list(int depth)
  {
    SCRIPTORIUM_TRY(checkTag(text(m_event.data.sequence_start.tag), "seq"_L1));
    Json items = Json::list();
    for (;;) {
      SCRIPTORIUM_TRY(next());
      if (m_event.type == YAML_SEQUENCE_END_EVENT)
        return items;
      SCRIPTORIUM_TRY_ASSIGN(Json item, node(depth + 1));
      items.append(std::move(item));
    }
  }

  /// What is merged stands first, and gives way to what the map itself holds.
  Result<Json> map(int depth)
  {
    SCRIPTORIUM_TRY(checkTag(text(m_event.data.mapping_start.tag), "map"_L1));
    Json merged = Json::object();
    QList<std::pair<QByteArray, Json>> members;
    for (;;) {
      SCRIPTORIUM_TRY(next());
      if (m_event.type == YAML_MAPPING_END_EVENT)
        break;
      if (m_event.type == YAML_SCALAR_EVENT && scalarTag() == "merge"_L1) {
        SCRIPTORIUM_TRY(next());
        SCRIPTORIUM_TRY_ASSIGN(const Json more, node(depth + 1));
        SCRIPTORIUM_TRY(merge(merged, more));
        continue;
      }
      SCRIPTORIUM_TRY_ASSIGN(QByteArray name, key(depth + 1));
      SCRIPTORIUM_TRY(next());
      SCRIPTORIUM_TRY_ASSIGN(Json member, node(depth + 1));
      members.append({std::move(name), std::move(member)});
    }
    for (auto& [name, member] : members)
      merged.set(name, std::move(member));
    return merged;
  }

  Result<QByteArray> key(int depth)
  {
    if (m_event.type == YAML_SCALAR_EVENT && scalarTag() == "value"_L1)
      return QByteArray("=");
    SCRIPTORIUM_TRY_ASSIGN(const Json key, node(depth));
    if (key.isList() || key.isObject())
      return fault(u"a list or a map stands as a key"_s);
    return key.isText() ? key.utf8() : key.toUtf8();
  }

  /// Of several maps the first one counts.
  Result<Unit> merge(Json& merged, const Json& more) const
  {
    if (!more.isObject() && !more.isList())
      return fault(u"only maps can be merged"_s);
    for (const auto& [name, value] : more.members())
      merged.set(name, value);
    const auto maps = more.isList() ? more.items() : Json().items();
    for (qsizetype i = maps.size(); i-- > 0;) {
      if (!maps[i].isObject())
        return fault(u"only maps can be merged"_s);
      for (const auto& [name, value] : maps[i].members())
        merged.set(name, value);
    }
    return Unit{};
  }

  Result<Unit> checkTag(const QString& tag, QLatin1StringView expected) const
  {
    if (tag.isEmpty() || tag == "!"_L1 || shortTag(tag) == expected)
      return Unit{};
    return fault(u"a value of the type %1 cannot be kept"_s.arg(shortTag(tag)));
  }

  struct Anchored
  {
    Json value;
    qint64 weight = 0;
  };
  yaml_parser_t m_parser{};
  yaml_event_t m_event{};
  bool m_isReady;
  qsizetype m_lastLine; ///< counted from 0
  QHash<QString, Anchored> m_anchors;
  qint64 m_weight = 0;   ///< of all that was read and repeated so far
  qint64 m_repeated = 0; ///< of what aliases stood for
};

/// Studio writes JSON, with escapes of UTF-16 halves that YAML does not have.
std::optional<QString> asJson(const QString& text)
{
  const auto json = Json::parse(text);
  if (!json || !(json->isList() || json->isObject() || json->isText()))
    return std::nullopt;
  return json->toString();
}

} // namespace

Result<QString> yamlToJson(const QString& text)
{
  if (jsonDepth(text) > kMaxJsonDepth)
    return badYaml(u"cannot be read: nested too deeply"_s, 0);
  if (auto json = asJson(text))
    return *std::move(json);
  const QByteArray utf8 = text.toUtf8();
  SCRIPTORIUM_TRY_ASSIGN(const Json value, YamlReader(utf8).whole());
  return value.toString();
}

} // namespace scriptorium
