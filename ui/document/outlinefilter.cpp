#include "ui/document/outlinefilter.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

bool hasState(const OutlineRow& row, const QString& state)
{
  if (state == "draft"_L1)
    return row.isDraft;
  if (state == "changed"_L1)
    return row.hasDraftChanges || row.isDraft;
  return row.isBroken;
}

} // namespace

OutlineFilter::OutlineFilter(const QString& text)
{
  static const QStringList kStates{u"draft"_s, u"changed"_s, u"broken"_s};
  const QStringList parts = text.split(u' ', Qt::SkipEmptyParts);
  for (const auto& part : parts) {
    const QString after = part.section(u':', 1);
    if (part.startsWith("type:"_L1) && !after.isEmpty())
      m_types.append(after);
    else if (part.startsWith("is:"_L1) && kStates.contains(after))
      m_states.append(after);
    else
      m_words.append(part);
  }
}

bool OutlineFilter::matches(const OutlineRow& row, const QString& shownTitle) const
{
  const auto isOfType = [&](const QString& type) { return row.type.startsWith(type, Qt::CaseInsensitive); };
  const auto holds = [&](const QString& word) {
    return shownTitle.contains(word, Qt::CaseInsensitive) || row.type.contains(word, Qt::CaseInsensitive) ||
           row.urlName.contains(word, Qt::CaseInsensitive);
  };
  return (m_types.isEmpty() || std::ranges::any_of(m_types, isOfType)) &&
         std::ranges::all_of(m_states, [&](const QString& state) { return hasState(row, state); }) &&
         std::ranges::all_of(m_words, holds);
}

} // namespace scriptorium
