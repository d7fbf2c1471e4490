#include "render/web/learner.h"

#include <QCryptographicHash>

namespace scriptorium::render {

QString anonymousId(const Learner& learner)
{
  return QString::fromLatin1(
      QCryptographicHash::hash(learner.name.toUtf8(), QCryptographicHash::Md5).toHex());
}

} // namespace scriptorium::render
