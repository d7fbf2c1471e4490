#pragma once

#include "store/coursestore.h"

#include <QString>
#include <QStringList>

namespace scriptorium {

/// What the author typed above the outline: words that a row's title, type or id must hold, all of them, and
/// conditions: `type:problem`, `is:draft`, `is:changed`, `is:broken`. Unknown conditions match as words.
class OutlineFilter
{
public:
  OutlineFilter() = default;
  explicit OutlineFilter(const QString& text);

  bool isEmpty() const { return m_words.isEmpty() && m_types.isEmpty() && m_states.isEmpty(); }
  /// `shownTitle`: the title as the outline shows it.
  bool matches(const OutlineRow& row, const QString& shownTitle) const;

private:
  QStringList m_words;
  QStringList m_types;
  QStringList m_states;
};

} // namespace scriptorium
