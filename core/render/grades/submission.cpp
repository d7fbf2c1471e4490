#include "render/grades/submission.h"

#include <QCryptographicHash>

namespace scriptorium::render {

QString problemText(const SiteCourse& course, int node)
{
  constexpr qsizetype kDigits = 32;
  const auto problem = course.problems().open(course.node(node).id);
  if (!problem)
    return {};
  const QByteArray hash = QCryptographicHash::hash(problem->olx, QCryptographicHash::Sha256);
  return QString::fromLatin1(hash.toHex().first(kDigits));
}

bool isStale(const SiteCourse& course, const LearnerStates& states, qint64 learner, int node)
{
  const auto graded = states.value(learner, course.stateKey(node), kept::kGradedText);
  return graded && graded->text() != problemText(course, node);
}

} // namespace scriptorium::render
