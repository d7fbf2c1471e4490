#include "model/block.h"

#include <algorithm>
#include <array>
#include <string_view>

using namespace Qt::Literals::StringLiterals;
using namespace std::string_view_literals;

namespace scriptorium {
namespace {

// Sorted. The block type files must agree (isContainer); a test compares them.
constexpr std::array kContainers = {u"chapter"sv,         u"conditional"sv, u"course"sv,
                                    u"itembank"sv,        u"library"sv,     u"library_content"sv,
                                    u"library_sourced"sv, u"mentoring"sv,   u"pb-mcq"sv,
                                    u"pb-mrq"sv,          u"pb-rating"sv,   u"pb-table"sv,
                                    u"problem-builder"sv, u"randomize"sv,   u"sb-plot"sv,
                                    u"sb-review-step"sv,  u"sb-step"sv,     u"section"sv,
                                    u"sequential"sv,      u"split_test"sv,  u"step-builder"sv,
                                    u"subsection"sv,      u"unit"sv,        u"vertical"sv,
                                    u"wrapper"sv};

static_assert(std::ranges::is_sorted(kContainers));

} // namespace

bool isContainerType(QStringView type)
{
  return std::ranges::binary_search(kContainers, std::u16string_view(type.utf16(), size_t(type.size())));
}

QString joinedPaths(const QStringList& paths)
{
  return paths.isEmpty() ? QString() : paths.join(u"//"_s) + u"//"_s;
}

QStringList splitPaths(const QString& text)
{
  return text.endsWith(u"//"_s) ? text.split(u"//"_s, Qt::SkipEmptyParts)
                                : text.split(u'\n', Qt::SkipEmptyParts);
}

} // namespace scriptorium
