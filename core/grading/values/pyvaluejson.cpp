#include "grading/values/pyvalue.h"

#include <QHash>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

constexpr int kDeepest = 200;
constexpr qsizetype kMostBytes = qsizetype{16} * 1024 * 1024;
constexpr qsizetype kMostIntegerDigits = 4300; // as Python refuses longer ones

void appendString(QByteArray& out, const QString& text)
{
  out += '"';
  for (const QChar c : text) {
    const ushort unit = c.unicode();
    switch (unit) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    case '\b':
      out += "\\b";
      break;
    case '\f':
      out += "\\f";
      break;
    default:
      if (unit < 0x20 || unit > 0x7e)
        out += "\\u" + QByteArray::number(unit, 16).rightJustified(4, '0');
      else
        out += static_cast<char>(unit);
    }
  }
  out += '"';
}

QByteArray numberText(double value)
{
  if (std::isnan(value))
    return "NaN";
  if (std::isinf(value))
    return value < 0 ? "-Infinity" : "Infinity";
  return floatRepr(value).toLatin1();
}

void append(QByteArray& out, const PyValue& value)
{
  if (const bool* truth = value.boolean()) {
    out += *truth ? "true" : "false";
  } else if (const double* number = value.real()) {
    out += numberText(*number);
  } else if (const PyValue::Integer* digits = value.integer()) {
    out += digits->digits.toLatin1();
  } else if (const QString* text = value.string()) {
    appendString(out, *text);
  } else if (const PyList* items = value.list()) {
    out += '[';
    for (qsizetype i = 0; i < items->size(); ++i) {
      if (i > 0)
        out += ", ";
      append(out, items->at(i));
    }
    out += ']';
  } else if (const PyDict* entries = value.dict()) {
    out += '{';
    for (qsizetype i = 0; i < entries->size(); ++i) {
      if (i > 0)
        out += ", ";
      appendString(out, entries->at(i).first);
      out += ": ";
      append(out, entries->at(i).second);
    }
    out += '}';
  } else {
    out += "null";
  }
}

class JsonParser
{
public:
  explicit JsonParser(QByteArrayView text) : m_text(text) {}

  std::optional<PyValue> document()
  {
    auto value = this->value(0);
    skipSpace();
    return m_at == m_text.size() ? value : std::nullopt;
  }

private:
  bool isAtEnd() const { return m_at >= m_text.size(); }

  void skipSpace()
  {
    while (!isAtEnd() &&
           (m_text[m_at] == ' ' || m_text[m_at] == '\t' || m_text[m_at] == '\n' || m_text[m_at] == '\r'))
      ++m_at;
  }

  bool takes(QByteArrayView word)
  {
    if (!m_text.sliced(m_at).startsWith(word))
      return false;
    m_at += word.size();
    return true;
  }

  std::optional<PyValue> value(int depth)
  {
    skipSpace();
    if (isAtEnd() || depth > kDeepest)
      return std::nullopt;
    switch (m_text[m_at]) {
    case '{':
      return object(depth);
    case '[':
      return array(depth);
    case '"': {
      auto text = string();
      return text ? std::optional<PyValue>(*text) : std::nullopt;
    }
    case 't':
      return takes("true") ? std::optional<PyValue>(true) : std::nullopt;
    case 'f':
      return takes("false") ? std::optional<PyValue>(false) : std::nullopt;
    case 'n':
      return takes("null") ? std::optional<PyValue>(PyValue()) : std::nullopt;
    case 'N':
      return takes("NaN") ? std::optional<PyValue>(std::nan("")) : std::nullopt;
    case 'I':
      return takes("Infinity") ? std::optional<PyValue>(HUGE_VAL) : std::nullopt;
    default:
      return takes("-Infinity") ? std::optional<PyValue>(-HUGE_VAL) : number();
    }
  }

  qsizetype digits()
  {
    const qsizetype from = m_at;
    while (!isAtEnd() && m_text[m_at] >= '0' && m_text[m_at] <= '9')
      ++m_at;
    return m_at - from;
  }

  std::optional<PyValue> number()
  {
    const qsizetype from = m_at;
    takes("-");
    const bool hasLeadingZero = !isAtEnd() && m_text[m_at] == '0';
    const qsizetype whole = hasLeadingZero ? (++m_at, 1) : digits();
    if (whole == 0)
      return std::nullopt;
    bool isReal = false;
    const qsizetype beforePoint = m_at;
    if (takes(".")) {
      if (digits() > 0)
        isReal = true;
      else
        m_at = beforePoint;
    }
    isReal = exponent() || isReal;
    const QString text = QString::fromLatin1(m_text.sliced(from, m_at - from));
    if (!isReal)
      return whole > kMostIntegerDigits
                 ? std::nullopt
                 : std::optional<PyValue>(PyValue::Integer{text == "-0"_L1 ? u"0"_s : text});
    const auto real = floatFromText(text);
    return real ? std::optional<PyValue>(*real) : std::nullopt;
  }

  bool exponent()
  {
    const qsizetype before = m_at;
    if (takes("e") || takes("E")) {
      if (!takes("+"))
        takes("-");
      if (digits() > 0)
        return true;
    }
    m_at = before;
    return false;
  }

  std::optional<char16_t> codeUnit()
  {
    constexpr qsizetype kDigits = 4;
    if (m_at + kDigits > m_text.size())
      return std::nullopt;
    bool isHex = false;
    const QByteArray digits = m_text.sliced(m_at, kDigits).toByteArray();
    const ushort unit = digits.toUShort(&isHex, 16);
    if (!isHex || digits.contains('+') || digits.contains('-') || digits.contains(' '))
      return std::nullopt;
    m_at += kDigits;
    return static_cast<char16_t>(unit);
  }

  bool escape(QString& out)
  {
    if (isAtEnd())
      return false;
    switch (m_text[m_at++]) {
    case '"':
      out += u'"';
      return true;
    case '\\':
      out += u'\\';
      return true;
    case '/':
      out += u'/';
      return true;
    case 'b':
      out += u'\b';
      return true;
    case 'f':
      out += u'\f';
      return true;
    case 'n':
      out += u'\n';
      return true;
    case 'r':
      out += u'\r';
      return true;
    case 't':
      out += u'\t';
      return true;
    case 'u': {
      const auto unit = codeUnit();
      if (unit)
        out += QChar(*unit);
      return unit.has_value();
    }
    default:
      return false;
    }
  }

  std::optional<QString> string()
  {
    QString out;
    for (qsizetype from = ++m_at; !isAtEnd(); ++m_at) {
      const char c = m_text[m_at];
      if (static_cast<unsigned char>(c) < 0x20)
        return std::nullopt;
      if (c != '"' && c != '\\')
        continue;
      out += QString::fromUtf8(m_text.sliced(from, m_at - from));
      ++m_at;
      if (c == '"')
        return out;
      if (!escape(out))
        return std::nullopt;
      from = m_at--;
    }
    return std::nullopt;
  }

  std::optional<PyValue> array(int depth)
  {
    ++m_at;
    PyList items;
    skipSpace();
    if (takes("]"))
      return PyValue(items);
    for (;;) {
      auto item = value(depth + 1);
      if (!item)
        return std::nullopt;
      items.append(*std::move(item));
      skipSpace();
      if (takes("]"))
        return PyValue(std::move(items));
      if (!takes(","))
        return std::nullopt;
    }
  }

  std::optional<PyValue> object(int depth)
  {
    ++m_at;
    PyDict entries;
    QHash<QString, qsizetype> places;
    skipSpace();
    if (takes("}"))
      return PyValue(entries);
    for (;;) {
      skipSpace();
      if (isAtEnd() || m_text[m_at] != '"')
        return std::nullopt;
      const auto key = string();
      if (!key)
        return std::nullopt;
      skipSpace();
      if (!takes(":"))
        return std::nullopt;
      auto item = value(depth + 1);
      if (!item)
        return std::nullopt;
      if (const auto place = places.constFind(*key); place != places.cend()) {
        entries[*place].second = *std::move(item);
      } else {
        places.insert(*key, entries.size());
        entries.append({*key, *std::move(item)});
      }
      skipSpace();
      if (takes("}"))
        return PyValue(std::move(entries));
      if (!takes(","))
        return std::nullopt;
    }
  }

  QByteArrayView m_text;
  qsizetype m_at = 0;
};

} // namespace

QByteArray PyValue::toJson() const
{
  QByteArray out;
  append(out, *this);
  return out;
}

std::optional<PyValue> PyValue::fromJson(QByteArrayView json)
{
  if (json.size() > kMostBytes)
    return std::nullopt;
  return JsonParser(json).document();
}

} // namespace scriptorium::capa
