#include "grading/authoring/clienttext.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

bool isDigit(QChar c)
{
  return c >= u'0' && c <= u'9';
}

qsizetype digitsFrom(QStringView text, qsizetype at)
{
  while (at < text.size() && isDigit(text[at]))
    ++at;
  return at;
}

bool isSign(QChar c)
{
  return c == u'+' || c == u'-';
}

/// Digits with a point somewhere and an exponent, without a sign.
bool isDecimal(QStringView text)
{
  const qsizetype whole = digitsFrom(text, 0);
  qsizetype at = whole;
  qsizetype digits = whole;
  if (at < text.size() && text[at] == u'.') {
    const qsizetype end = digitsFrom(text, at + 1);
    digits += end - at - 1;
    at = end;
  }
  if (digits == 0)
    return false;
  if (at < text.size() && (text[at] == u'e' || text[at] == u'E')) {
    ++at;
    if (at < text.size() && isSign(text[at]))
      ++at;
    const qsizetype end = digitsFrom(text, at);
    if (end == at)
      return false;
    at = end;
  }
  return at == text.size();
}

double decimal(QStringView text)
{
  const QByteArray latin = text.toLatin1();
  double value = 0;
  const auto read = std::from_chars(latin.cbegin(), latin.cend(), value);
  if (read.ec != std::errc::result_out_of_range)
    return value;
  // Out of range is either end; a negative exponent tells which.
  return latin.contains("e-") || latin.contains("E-") ? 0.0 : std::numeric_limits<double>::infinity();
}

/// `0x…`, `0o…` and `0b…`.
std::optional<double> withBase(QStringView text)
{
  if (text.size() < 3 || text[0] != u'0')
    return std::nullopt;
  const QChar mark = text[1].toLower();
  const int base = mark == u'x' ? 16 : mark == u'o' ? 8 : mark == u'b' ? 2 : 0;
  if (base == 0)
    return std::nullopt;
  double value = 0;
  for (const QChar c : text.mid(2)) {
    const char16_t code = c.toLower().unicode();
    const int digit = isDigit(c) ? code - u'0' : code >= u'a' && code <= u'f' ? code - u'a' + 10 : base;
    if (digit >= base)
      return std::nullopt;
    value = value * base + digit;
  }
  return value;
}

/// Digits without the zeros at the end of a fraction, with one before the point.
QString shortened(QStringView digits)
{
  while (digits.endsWith(u'0'))
    digits.chop(1);
  if (digits.startsWith(u'.'))
    return digits.size() == 1 ? u"0"_s : u'0' + digits.toString();
  if (digits.endsWith(u'.'))
    digits.chop(1);
  return digits.toString();
}

} // namespace

bool isClientBlank(QChar c)
{
  return c == QChar::ByteOrderMark || (c != QChar(0x85) && c.isSpace());
}

bool isClientLineEnd(QChar c)
{
  return c == u'\n' || c == u'\r' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
}

QStringView clientTrimmed(QStringView text)
{
  while (!text.empty() && isClientBlank(text.front()))
    text = text.mid(1);
  while (!text.empty() && isClientBlank(text.back()))
    text.chop(1);
  return text;
}

QString withoutBlanks(const QString& text)
{
  QString dense;
  for (const QChar c : text)
    if (!isClientBlank(c))
      dense += c;
  return dense;
}

std::optional<double> clientNumber(QStringView text)
{
  const QStringView trimmed = clientTrimmed(text);
  if (trimmed.empty())
    return 0.0;
  if (const std::optional<double> based = withBase(trimmed))
    return based;
  const bool isNegative = trimmed.front() == u'-';
  const QStringView bare = isSign(trimmed.front()) ? trimmed.mid(1) : trimmed;
  double value = 0;
  if (bare == "Infinity"_L1)
    value = std::numeric_limits<double>::infinity();
  else if (isDecimal(bare))
    value = decimal(bare);
  else
    return std::nullopt;
  return isNegative ? -value : value;
}

QString clientNumberText(double number)
{
  if (std::isnan(number))
    return u"NaN"_s;
  if (std::isinf(number))
    return number < 0 ? u"-Infinity"_s : u"Infinity"_s;
  if (number == 0)
    return u"0"_s;
  std::array<char, 64> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::fabs(number),
                                     std::chars_format::scientific);
  const QString form = QString::fromLatin1(buffer.data(), written.ptr - buffer.data());
  const qsizetype mark = form.indexOf(u'e');
  QString digits = form.left(mark).remove(u'.');
  const int point = form.mid(mark + 1).toInt() + 1; // how many digits stand before the point
  const auto length = static_cast<int>(digits.size());
  if (point > 21 || point <= -6) {
    if (length > 1)
      digits.insert(1, u'.');
    digits += (point > 0 ? u"e+"_s : u"e-"_s) + QString::number(std::abs(point - 1));
  } else if (point >= length) {
    digits += QString(point - length, u'0');
  } else if (point > 0) {
    digits.insert(point, u'.');
  } else {
    digits.prepend(u"0."_s + QString(-point, u'0'));
  }
  return number < 0 ? u'-' + digits : digits;
}

QString clientValue(const QString& text)
{
  if (text.isEmpty() || !(isDigit(text.front()) || isSign(text.front()) || text.front() == u'.'))
    return text;
  const QString sign = isSign(text.front()) ? text.left(1) : QString();
  const QString bare = text.mid(sign.size());
  if (!isDecimal(bare))
    return text;
  const double number = clientNumber(text).value_or(0);
  if (std::isinf(number))
    return text;
  QString shortest = clientNumberText(number);

  qsizetype zeros = 0;
  while (zeros < bare.size() && bare[zeros] == u'0')
    ++zeros;
  const QString rest = bare.mid(zeros).toLower();
  if (rest.contains(u'e')) {
    const bool isZero = zeros == 1 && (rest.startsWith(u'e') || rest.startsWith(u".e"_s));
    return zeros == 0 || isZero ? shortest : text;
  }
  if (bare == "0"_L1)
    return sign.isEmpty() ? bare : text;
  if (zeros > 1 || (zeros == 1 && !rest.startsWith(u'.')))
    return text;
  if (number == 0 || shortest.contains(u'e'))
    return shortest;
  const QString digits = rest.contains(u'.') ? shortened(rest) : rest;
  return shortest == digits || shortest == sign + digits || sign + shortest == text ? shortest : text;
}

} // namespace scriptorium::capa
