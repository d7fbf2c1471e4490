#include "app/web/webenginepage.h"

#include <QWebEngineUrlRequestInfo>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

void OwnOriginOnly::interceptRequest(QWebEngineUrlRequestInfo& info)
{
  const QUrl address = info.requestUrl();
  const bool isHere = address.scheme() == "data"_L1 || address.scheme() == "blob"_L1 ||
                      address.scheme() == "qrc"_L1 || // what is put into the page
                      (address.scheme() == m_origin.scheme() && address.authority() == m_origin.authority());
  info.block(!isHere);
}

bool WebEnginePage::acceptNavigationRequest(const QUrl& address, NavigationType type, bool isMainFrame)
{
  if (!isMainFrame)
    return true;
  if (type == NavigationTypeLinkClicked)
    Q_EMIT linkFollowed(address);
  return type == NavigationTypeTyped || type == NavigationTypeReload || type == NavigationTypeRedirect;
}

} // namespace scriptorium
