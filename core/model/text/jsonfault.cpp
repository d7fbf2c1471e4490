#include "model/text/jsonfault.h"

#include "model/text/jsontext.h"

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// The library's words without its own names: "[json.exception…] parse error at line 1, column 2: syntax
/// error while parsing value - invalid literal; last read: 'x'; expected …".
QString reasonOf(const nlohmann::json::parse_error& error)
{
  const QString text = QString::fromUtf8(error.what());
  const qsizetype dash = text.indexOf(" - "_L1);
  if (dash < 0)
    return text.section(u": "_s, -1);
  QString reason = text.sliced(dash + 3);
  return reason.replace(u"; expected"_s, u", expected"_s).replace(u"; last read: "_s, u" at "_s);
}

JsonFault faultAt(const std::string& text, size_t byte, const QString& reason)
{
  const std::string_view before = std::string_view(text).substr(0, byte > 0 ? byte - 1 : 0);
  const auto lines = std::ranges::count(before, '\n');
  const size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const auto isCharacter = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  const auto column = std::ranges::count_if(before.substr(start), isCharacter);
  return {static_cast<int>(lines) + 1, static_cast<int>(column) + 1, reason};
}

} // namespace

QString JsonFault::sentence() const
{
  return u"It is not valid JSON at line %1, column %2: %3."_s.arg(line).arg(column).arg(reason);
}

std::optional<JsonFault> jsonFault(const QString& text)
{
  if (jsonDepth(text) > kMaxJsonDepth)
    return JsonFault{1, 1, u"it nests deeper than %1 levels"_s.arg(kMaxJsonDepth)};
  const std::string utf8 = text.toStdString();
  try {
    if (!nlohmann::json::parse(utf8).is_discarded())
      return std::nullopt;
  } catch (const nlohmann::json::parse_error& error) {
    return faultAt(utf8, error.byte, reasonOf(error));
  } catch (const nlohmann::json::exception& error) { // a number out of range has no place
    return JsonFault{1, 1, QString::fromUtf8(error.what()).section(u"] "_s, 1)};
  }
  return std::nullopt;
}

} // namespace scriptorium
