#include "grading/expression/complextext.h"

#include <QLocale>

#include <charconv>
#include <string>
#include <string_view>

namespace scriptorium::capa {
namespace {

bool isAsciiDigit(char c)
{
  return c >= '0' && c <= '9';
}

/// Digits of any script and white space as ASCII, without the underscores that may stand between digits.
std::optional<std::string> toAscii(QStringView text)
{
  std::string ascii;
  for (qsizetype i = 0; i < text.size(); ++i) {
    const QChar c = text[i];
    if (c.category() == QChar::Number_DecimalDigit)
      ascii += static_cast<char>('0' + c.digitValue());
    else if (c.isSpace() || (c.unicode() >= 0x1c && c.unicode() <= 0x1f))
      ascii += ' ';
    else if (c == u'_' && !ascii.empty() && isAsciiDigit(ascii.back()) && i + 1 < text.size() &&
             text[i + 1].category() == QChar::Number_DecimalDigit)
      continue;
    else if (c.unicode() < 0x80 && c != u'_')
      ascii += static_cast<char>(c.unicode());
    else
      return std::nullopt;
  }
  return ascii;
}

std::string_view stripped(std::string_view text)
{
  while (!text.empty() && text.front() == ' ')
    text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ')
    text.remove_suffix(1);
  return text;
}

/// Takes a float, sign included, off the front; none when there is none.
std::optional<double> takeFloat(std::string_view& text)
{
  std::string_view rest = text;
  const bool isNegative = !rest.empty() && rest.front() == '-';
  if (!rest.empty() && (rest.front() == '-' || rest.front() == '+'))
    rest.remove_prefix(1);
  if (rest.empty() || rest.front() == '-' || rest.front() == '+')
    return std::nullopt;
  double value = 0;
  auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
  if (error == std::errc::invalid_argument)
    return std::nullopt;
  const auto length = static_cast<size_t>(end - rest.data());
  const std::string_view taken = rest.substr(0, length);
  if (taken.find('(') != std::string_view::npos) // nan(…), which only C reads
    return std::nullopt;
  if (error == std::errc::result_out_of_range)
    value = QLocale::c().toDouble(QString::fromLatin1(taken.data(), static_cast<qsizetype>(length)));
  text = rest.substr(length);
  return isNegative ? -value : value;
}

bool takeUnit(std::string_view& text)
{
  if (text.empty() || (text.front() != 'j' && text.front() != 'J'))
    return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::complex<double>> parse(std::string_view text)
{
  const auto takeSign = [&text] {
    const double sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    return sign;
  };
  const auto isAtSign = [&text] { return !text.empty() && (text.front() == '+' || text.front() == '-'); };
  const auto onlyIf = [](bool isRight, std::complex<double> value) {
    return isRight ? std::optional(value) : std::nullopt;
  };
  const auto first = takeFloat(text);
  if (!first) {
    const double sign = isAtSign() ? takeSign() : 1;
    return onlyIf(takeUnit(text) && text.empty(), {0, sign});
  }
  if (text.empty())
    return std::complex<double>(*first, 0);
  if (!isAtSign())
    return onlyIf(takeUnit(text) && text.empty(), {0, *first});
  auto second = takeFloat(text);
  if (!second)
    second = takeSign();
  return onlyIf(takeUnit(text) && text.empty(), {*first, *second});
}

} // namespace

std::optional<std::complex<double>> complexFromText(QStringView text)
{
  const auto ascii = toAscii(text);
  if (!ascii)
    return std::nullopt;
  std::string_view rest = stripped(*ascii);
  if (rest.size() >= 2 && rest.front() == '(' && rest.back() == ')')
    rest = stripped(rest.substr(1, rest.size() - 2));
  return parse(rest);
}

} // namespace scriptorium::capa
