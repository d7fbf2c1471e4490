#include "markup/entities.h"

#include <QByteArray>
#include <QResource>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

struct Entity
{
  std::string_view name;              ///< with its semicolon; older ones also stand without
  std::array<char32_t, 2> characters; ///< the second is 0 where there is one
};

char32_t hexadecimal(std::string_view digits)
{
  quint32 code = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
  return code;
}

/// The standard's list, in the order of its bytes. A line is "name; 3C" or "name; 3C,20D2".
std::vector<Entity> readList()
{
  static const QByteArray list = QResource(u":/scriptorium/markup/entities.txt"_s).uncompressedData();
  Q_ASSERT(!list.isEmpty());
  std::vector<Entity> all;
  std::string_view rest(list.constData(), static_cast<size_t>(list.size()));
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() + 1);
    const size_t blank = line.find(' ');
    const size_t comma = std::min(line.find(',', blank), line.size());
    all.push_back({line.substr(0, blank),
                   {hexadecimal(line.substr(blank + 1, comma - blank - 1)),
                    comma < line.size() ? hexadecimal(line.substr(comma + 1)) : 0}});
  }
  return all;
}

const std::vector<Entity>& entities()
{
  static const std::vector<Entity> all = readList();
  return all;
}

QString textOf(const Entity& entity)
{
  return QString::fromUcs4(entity.characters.data(), entity.characters[1] == 0 ? 1 : 2);
}

char32_t numbered(std::string_view digits)
{
  const bool isHex = digits.starts_with('x') || digits.starts_with('X');
  if (isHex)
    digits.remove_prefix(1);
  quint32 code = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, problem] = std::from_chars(digits.data(), end, code, isHex ? 16 : 10);
  const bool isCharacter = code >= 0x20 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
  return problem == std::errc() && stop == end && isCharacter ? code : 0;
}

} // namespace

NamedReference longestReference(QStringView text)
{
  auto from = entities().begin();
  auto to = entities().end();
  const Entity* found = nullptr;
  for (size_t at = 0; at < static_cast<size_t>(text.size()) && from != to; ++at) {
    const char16_t wanted = text[static_cast<qsizetype>(at)].unicode();
    const auto letter = [at](const Entity& entity) {
      return at < entity.name.size() ? static_cast<char16_t>(entity.name[at]) : u'\0';
    };
    // Two searches: Clang 14 cannot read the ranges that the library's equal_range gives.
    from = std::ranges::lower_bound(from, to, wanted, {}, letter);
    to = std::ranges::upper_bound(from, to, wanted, {}, letter);
    if (from != to && from->name.size() == at + 1)
      found = &*from;
  }
  return found ? NamedReference{static_cast<qsizetype>(found->name.size()), textOf(*found)}
               : NamedReference();
}

char32_t entityCharacter(QByteArrayView name)
{
  const std::string_view text(name.data(), static_cast<size_t>(name.size()));
  if (text.starts_with('#'))
    return numbered(text.substr(1));
  const std::string whole = std::string(text) + ';';
  const auto found = std::ranges::lower_bound(entities(), std::string_view(whole), {}, &Entity::name);
  return found != entities().end() && found->name == whole ? found->characters[0] : 0;
}

} // namespace scriptorium::markup
