#include "base/progress.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

void Progress::begin(const QString& step)
{
  m_step = step;
  m_shown = {};
}

Result<Unit> Progress::report(qint64 done, qint64 total)
{
  if (isCancelled())
    return Error{Error::Kind::Cancelled, {}, u"Cancelled by the user."_s};
  if (!m_show)
    return Unit{};
  const auto now = std::chrono::steady_clock::now();
  if (done == total || now - m_shown >= std::chrono::milliseconds(100)) {
    m_shown = now;
    m_show(m_step, done, total);
  }
  return Unit{};
}

} // namespace scriptorium
