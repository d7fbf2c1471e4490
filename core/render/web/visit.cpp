#include "render/web/visit.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

void addRoute(Routes& routes, const QByteArray& method, QString pattern, WebReply (*answer)(const Visit&))
{
  pattern.replace(u"{course}"_s, u"((?:course|library)-v1:[^/]+)"_s);
  pattern.replace(u"{block}"_s, u"((?:block-v1:|i4x://)[^/]+(?:/[^/]+/[^/]+/[^/]+)?)"_s);
  routes.push_back({method, QRegularExpression(QRegularExpression::anchoredPattern(pattern)), answer});
}

} // namespace scriptorium::render
