#include "model/flowyaml.h"

#include "model/jsontext.h"

#include <QRegularExpression>

#include <nlohmann/json.hpp>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

using Json = nlohmann::ordered_json;

Error bad(const QString& detail)
{
  return Error{Error::Kind::BadInput, {}, detail};
}

/// YAML 1.1 as PyYAML's safe loader resolves plain scalars.
Json plainScalar(const QString& text)
{
  static const QRegularExpression kNull(u"^(~|null|Null|NULL|)$"_s);
  static const QRegularExpression kTrue(u"^(yes|Yes|YES|true|True|TRUE|on|On|ON)$"_s);
  static const QRegularExpression kFalse(u"^(no|No|NO|false|False|FALSE|off|Off|OFF)$"_s);
  static const QRegularExpression kInteger(u"^[-+]?(0|[1-9][0-9_]*)$"_s);
  static const QRegularExpression kHex(u"^[-+]?0x[0-9a-fA-F_]+$"_s);
  static const QRegularExpression kFloat(
      u"^[-+]?([0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?|\\.[0-9][0-9_]*([eE][-+][0-9]+)?)$"_s);
  if (kNull.match(text).hasMatch())
    return nullptr;
  if (kTrue.match(text).hasMatch())
    return true;
  if (kFalse.match(text).hasMatch())
    return false;
  QString digits = text;
  digits.remove(u'_');
  if (kInteger.match(text).hasMatch())
    return digits.toLongLong();
  if (kHex.match(text).hasMatch())
    return digits.toLongLong(nullptr, 16);
  if (kFloat.match(text).hasMatch())
    return digits.toDouble();
  return text.toStdString();
}

/// Recursive descent over one flow value.
class FlowParser
{
public:
  explicit FlowParser(QStringView text) : m_text(text) {}

  Result<Json> whole()
  {
    SCRIPTORIUM_TRY_ASSIGN(Json value, this->value(0, false));
    skipBlank();
    if (m_at < m_text.size())
      return fault(u"more text after the value"_s);
    return value;
  }

private:
  Error fault(const QString& what) const
  {
    return bad(u"cannot be read: %1 at character %2"_s.arg(what).arg(m_at + 1));
  }
  bool at(char16_t c) const { return m_at < m_text.size() && m_text[m_at] == c; }
  void skipBlank()
  {
    while (m_at < m_text.size() && m_text[m_at].isSpace())
      ++m_at;
  }

  Result<Json> value(int depth, bool inFlow)
  {
    skipBlank();
    if (depth > kMaxJsonDepth)
      return fault(u"nested too deeply"_s);
    if (at(u'['))
      return list(depth);
    if (at(u'{'))
      return map(depth);
    if (at(u'\''))
      return singleQuoted();
    if (at(u'"'))
      return doubleQuoted();
    return plain(inFlow);
  }

  Result<Json> list(int depth)
  {
    Json items = Json::array();
    ++m_at;
    while (true) {
      skipBlank();
      if (at(u']'))
        break;
      SCRIPTORIUM_TRY_ASSIGN(Json item, value(depth + 1, true));
      items.push_back(std::move(item));
      skipBlank();
      if (at(u','))
        ++m_at;
      else if (!at(u']'))
        return fault(u"expected , or ]"_s);
    }
    ++m_at;
    return items;
  }

  Result<Json> map(int depth)
  {
    Json members = Json::object();
    ++m_at;
    while (true) {
      skipBlank();
      if (at(u'}'))
        break;
      SCRIPTORIUM_TRY_ASSIGN(const Json key, value(depth + 1, true));
      skipBlank();
      if (!at(u':'))
        return fault(u"expected :"_s);
      ++m_at;
      SCRIPTORIUM_TRY_ASSIGN(Json member, value(depth + 1, true));
      members[key.is_string() ? key.get<std::string>() : key.dump()] = std::move(member);
      skipBlank();
      if (at(u','))
        ++m_at;
      else if (!at(u'}'))
        return fault(u"expected , or }"_s);
    }
    ++m_at;
    return members;
  }

  Result<Json> singleQuoted()
  {
    QString text;
    for (++m_at; m_at < m_text.size(); ++m_at) {
      if (m_text[m_at] != u'\'') {
        text += m_text[m_at];
      } else if (m_at + 1 < m_text.size() && m_text[m_at + 1] == u'\'') {
        text += u'\'';
        ++m_at;
      } else {
        ++m_at;
        return Json(text.toStdString());
      }
    }
    return fault(u"an unclosed quote"_s);
  }

  Result<Json> doubleQuoted()
  {
    const auto begin = m_at++;
    while (m_at < m_text.size() && m_text[m_at] != u'"')
      m_at += m_text[m_at] == u'\\' ? 2 : 1;
    if (m_at >= m_text.size()) {
      m_at = m_text.size();
      return fault(u"an unclosed quote"_s);
    }
    ++m_at;
    const auto parsed =
        Json::parse(m_text.sliced(begin, m_at - begin).toUtf8().toStdString(), nullptr, false);
    if (parsed.is_discarded())
      return fault(u"an escape that is not JSON's"_s);
    return parsed;
  }

  Result<Json> plain(bool inFlow)
  {
    const auto begin = m_at;
    while (m_at < m_text.size()) {
      const QChar c = m_text[m_at];
      if (inFlow && (c == u',' || c == u'[' || c == u']' || c == u'{' || c == u'}'))
        break;
      if (c == u'\n')
        return fault(u"YAML's block style"_s);
      const bool endsWord = m_at + 1 >= m_text.size() || m_text[m_at + 1].isSpace();
      if (c == u':' && endsWord) {
        if (inFlow)
          break;
        return fault(u"YAML's block style"_s);
      }
      ++m_at;
    }
    const auto text = m_text.sliced(begin, m_at - begin).trimmed();
    static constexpr QStringView kIndicators = u"&*!|>%@`#,]}";
    if (!text.isEmpty() && (kIndicators.contains(text.front()) || text.startsWith(u"- ")))
      return bad(u"cannot be read: it begins with a sign that has a meaning in YAML"_s);
    if (text.isEmpty() && inFlow)
      return fault(u"a value is missing"_s);
    return plainScalar(text.toString());
  }

  QStringView m_text;
  qsizetype m_at = 0;
};

} // namespace

Result<QString> flowYamlToJson(const QString& text)
{
  if (jsonDepth(text) > kMaxJsonDepth)
    return bad(u"cannot be read: nested too deeply"_s);
  const auto json = Json::parse(text.toStdString(), nullptr, false);
  if (!json.is_discarded())
    return QString::fromStdString(json.dump());
  const QString trimmed = text.trimmed();
  FlowParser parser(trimmed);
  SCRIPTORIUM_TRY_ASSIGN(const Json value, parser.whole());
  return QString::fromStdString(value.dump());
}

} // namespace scriptorium
