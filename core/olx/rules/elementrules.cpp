#include "olx/rules/elementrules.h"

namespace scriptorium::olx {
namespace {

/// Of one rule. Beyond this a course has troubles that a longer list does not help with.
constexpr int kMostRemarks = 2000;

} // namespace

void RemarkPad::add(Severity severity, const char* rule, int line, const QString& message,
                    const QString& advice)
{
  if (++m_counts[rule] <= kMostRemarks)
    m_records.remarks.push_back({m_file, m_node, line, severity, rule, message, advice});
}

} // namespace scriptorium::olx
