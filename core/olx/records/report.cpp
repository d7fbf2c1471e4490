#include "olx/records/report.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {

void Report::add(Severity severity, const char* rule, Place place, const QString& message,
                 const QString& advice)
{
  int& count = m_counts[QByteArray::fromRawData(rule, qsizetype(qstrlen(rule)))];
  if (++count <= kMostOfOneRule)
    m_findings.append({severity, QString::fromLatin1(rule), message, advice, std::move(place)});
}

Findings Report::take()
{
  for (auto count = m_counts.cbegin(); count != m_counts.cend(); ++count) {
    if (*count <= kMostOfOneRule)
      continue;
    m_findings.append(
        {Severity::Info,
         QString::fromLatin1(count.key()),
         u"The same was found at %1 more places, which are not listed."_s.arg(*count - kMostOfOneRule),
         u"Look at the listed ones first."_s,
         {}});
  }
  m_counts.clear();
  return std::exchange(m_findings, {});
}

} // namespace scriptorium::olx
