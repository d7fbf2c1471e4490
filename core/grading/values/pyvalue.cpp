#include "grading/values/pyvalue.h"

#include <QHash>

#include <array>
#include <charconv>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

bool isPySpace(QChar c)
{
  return c.isSpace() || (c.unicode() >= 0x1c && c.unicode() <= 0x1f);
}

QStringView stripped(QStringView text)
{
  while (!text.isEmpty() && isPySpace(text.front()))
    text = text.mid(1);
  while (!text.isEmpty() && isPySpace(text.back()))
    text.chop(1);
  return text;
}

/// Reads the ASCII form of a number: decimal digits of any script, underscores only between digits.
class NumberReader
{
public:
  explicit NumberReader(QStringView text) : m_rest(stripped(text)) {}

  bool isDone() const { return m_rest.isEmpty(); }
  const std::string& ascii() const { return m_ascii; }

  void sign()
  {
    if (m_rest.startsWith(u'+'))
      m_rest = m_rest.mid(1);
    else if (m_rest.startsWith(u'-'))
      take('-');
  }

  int digits()
  {
    int count = 0;
    while (!m_rest.isEmpty()) {
      if (m_rest.front() == u'_' && count > 0 && m_rest.size() > 1 && m_rest[1].digitValue() >= 0) {
        m_rest = m_rest.mid(1);
        continue;
      }
      const int digit = m_rest.front().digitValue();
      if (digit < 0 || m_rest.front().category() != QChar::Number_DecimalDigit)
        break;
      take(static_cast<char>('0' + digit));
      ++count;
    }
    return count;
  }

  bool point()
  {
    if (!m_rest.startsWith(u'.'))
      return false;
    take('.');
    return true;
  }

  bool exponent()
  {
    if (!m_rest.startsWith(u'e') && !m_rest.startsWith(u'E'))
      return false;
    take('e');
    sign();
    return true;
  }

  bool word(QLatin1StringView name)
  {
    if (m_rest.compare(name, Qt::CaseInsensitive) != 0)
      return false;
    m_rest = {};
    return true;
  }

private:
  void take(char as)
  {
    m_ascii += as;
    m_rest = m_rest.mid(1);
  }

  QStringView m_rest;
  std::string m_ascii;
};

double beyondRange(const std::string& ascii)
{
  const bool isNegative = ascii.front() == '-';
  const size_t e = ascii.find('e');
  const bool isTiny = e != std::string::npos && e + 1 < ascii.size() && ascii[e + 1] == '-';
  const bool isZeroish = isTiny || ascii.find_first_of("123456789") > ascii.find('.');
  const double size = isZeroish ? 0.0 : HUGE_VAL;
  return isNegative ? -size : size;
}

double converted(const std::string& ascii)
{
  double value = 0;
  const auto [end, error] = std::from_chars(ascii.data(), ascii.data() + ascii.size(), value);
  return error == std::errc::result_out_of_range ? beyondRange(ascii) : value;
}

std::optional<PyValue::Integer> integerFromText(QStringView text)
{
  NumberReader reader(text);
  reader.sign();
  if (reader.digits() == 0 || !reader.isDone())
    return std::nullopt;
  return PyValue::Integer{QString::fromStdString(reader.ascii())};
}

bool isPrintable(char32_t point)
{
  if (point == U' ')
    return true;
  switch (QChar::category(point)) {
  case QChar::Other_Control:
  case QChar::Other_Format:
  case QChar::Other_Surrogate:
  case QChar::Other_PrivateUse:
  case QChar::Other_NotAssigned:
  case QChar::Separator_Line:
  case QChar::Separator_Paragraph:
  case QChar::Separator_Space:
    return false;
  default:
    return true;
  }
}

QString hexadecimal(char32_t point)
{
  if (point <= 0xff)
    return u"\\x%1"_s.arg(static_cast<uint>(point), 2, 16, QChar(u'0'));
  if (point <= 0xffff)
    return u"\\u%1"_s.arg(static_cast<uint>(point), 4, 16, QChar(u'0'));
  return u"\\U%1"_s.arg(static_cast<uint>(point), 8, 16, QChar(u'0'));
}

QString stringRepr(const QString& text)
{
  const QChar quote = text.contains(u'\'') && !text.contains(u'"') ? u'"' : u'\'';
  QString out(quote);
  for (qsizetype i = 0; i < text.size(); ++i) {
    const QChar c = text[i];
    char32_t point = c.unicode();
    if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
      point = QChar::surrogateToUcs4(c, text[++i]);
    if (c == quote || c == u'\\')
      out += u'\\' + QString(c);
    else if (c == u'\n')
      out += R"(\n)"_L1;
    else if (c == u'\r')
      out += R"(\r)"_L1;
    else if (c == u'\t')
      out += R"(\t)"_L1;
    else if (!isPrintable(point))
      out += hexadecimal(point);
    else
      out += QString::fromUcs4(&point, 1);
  }
  return out + quote;
}

} // namespace

PyValue::PyValue() = default;
PyValue::~PyValue() = default;
PyValue::PyValue(const PyValue& other) = default;
PyValue::PyValue(PyValue&& other) noexcept = default;
PyValue& PyValue::operator=(const PyValue& other) = default;
PyValue& PyValue::operator=(PyValue&& other) noexcept = default;

const PyValue* PyValue::at(QStringView key) const
{
  const PyDict* entries = dict();
  if (!entries)
    return nullptr;
  for (const auto& [name, value] : *entries)
    if (name == key)
      return &value;
  return nullptr;
}

bool PyValue::isTrue() const
{
  if (const bool* value = boolean())
    return *value;
  if (const double* value = real())
    return *value != 0;
  if (const Integer* value = integer())
    return value->digits != "0"_L1;
  if (const QString* value = string())
    return !value->isEmpty();
  if (const PyList* value = list())
    return !value->isEmpty();
  if (const PyDict* value = dict())
    return !value->isEmpty();
  return false;
}

QString PyValue::str() const
{
  const QString* text = string();
  return text ? *text : repr();
}

QString PyValue::repr() const
{
  if (const bool* value = boolean())
    return *value ? u"True"_s : u"False"_s;
  if (const double* value = real())
    return floatRepr(*value);
  if (const Integer* value = integer())
    return value->digits;
  if (const QString* value = string())
    return stringRepr(*value);
  QStringList parts;
  if (const PyList* value = list()) {
    for (const PyValue& item : *value)
      parts << item.repr();
    return u'[' + parts.join(u", "_s) + u']';
  }
  if (const PyDict* value = dict()) {
    for (const auto& [key, item] : *value)
      parts << stringRepr(key) + u": "_s + item.repr();
    return u'{' + parts.join(u", "_s) + u'}';
  }
  return u"None"_s;
}

std::optional<double> PyValue::toFloat() const
{
  if (const bool* value = boolean())
    return *value ? 1.0 : 0.0;
  if (const double* value = real())
    return *value;
  if (const Integer* value = integer()) {
    const double number = converted(value->digits.toStdString());
    return std::isinf(number) ? std::nullopt : std::optional(number);
  }
  if (const QString* value = string())
    return floatFromText(*value);
  return std::nullopt;
}

std::optional<qint64> PyValue::toInt() const
{
  if (const bool* value = boolean())
    return *value ? 1 : 0;
  if (const double* value = real()) {
    constexpr double kLimit = 9.2e18;
    return std::abs(*value) < kLimit ? std::optional(static_cast<qint64>(*value)) : std::nullopt;
  }
  std::optional<Integer> whole;
  if (const Integer* value = integer())
    whole = *value;
  else if (const QString* text = string())
    whole = integerFromText(*text);
  if (!whole)
    return std::nullopt;
  bool isInRange = false;
  const qint64 number = whole->digits.toLongLong(&isInRange);
  return isInRange ? std::optional(number) : std::nullopt;
}

void setEntry(PyDict& dict, const QString& key, PyValue value)
{
  for (auto& [name, old] : dict) {
    if (name == key) {
      old = std::move(value);
      return;
    }
  }
  dict.append({key, std::move(value)});
}

void setEntries(PyDict& dict, const PyDict& others)
{
  QHash<QString, qsizetype> places;
  places.reserve(dict.size() + others.size());
  for (qsizetype at = 0; at < dict.size(); ++at)
    places.insert(dict[at].first, at);
  for (const auto& [name, value] : others) {
    const auto known = places.constFind(name);
    if (known != places.cend()) {
      dict[*known].second = value;
      continue;
    }
    places.insert(name, dict.size());
    dict.append({name, value});
  }
}

QString floatRepr(double value)
{
  if (std::isnan(value))
    return u"nan"_s;
  if (std::isinf(value))
    return value < 0 ? u"-inf"_s : u"inf"_s;
  constexpr size_t kRoom = 400;
  std::array<char, kRoom> buffer{};
  const auto shortest =
      std::to_chars(buffer.data(), buffer.data() + kRoom, value, std::chars_format::scientific);
  const QLatin1StringView scientific(buffer.data(), shortest.ptr);
  const qsizetype e = scientific.indexOf(u'e');
  const int exponent = QStringView(QString(scientific.mid(e + 1))).toInt();
  constexpr int kLeastPlain = -4;
  constexpr int kFirstScientific = 16;
  if (exponent < kLeastPlain || exponent >= kFirstScientific)
    return scientific;
  const auto plain = std::to_chars(buffer.data(), buffer.data() + kRoom, value, std::chars_format::fixed);
  const QString text = QLatin1StringView(buffer.data(), plain.ptr);
  return text.contains(u'.') ? text : text + ".0"_L1;
}

std::optional<double> floatFromText(QStringView text)
{
  NumberReader reader(text);
  reader.sign();
  const bool isNegative = reader.ascii() == "-";
  if (reader.word("inf"_L1) || reader.word("infinity"_L1))
    return isNegative ? -HUGE_VAL : HUGE_VAL;
  if (reader.word("nan"_L1))
    return std::nan("");
  int digits = reader.digits();
  if (reader.point())
    digits += reader.digits();
  if (digits == 0)
    return std::nullopt;
  if (reader.exponent() && reader.digits() == 0)
    return std::nullopt;
  if (!reader.isDone())
    return std::nullopt;
  return converted(reader.ascii());
}

} // namespace scriptorium::capa
