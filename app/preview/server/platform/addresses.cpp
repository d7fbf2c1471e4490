#include "app/preview/server/addresses.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::preview {

QStringList networkAddresses()
{
  ifaddrs* all = nullptr;
  if (::getifaddrs(&all) != 0)
    return {};
  QStringList first;
  QStringList rest; // bridges of containers and the like
  for (const ifaddrs* at = all; at != nullptr; at = at->ifa_next) {
    if (at->ifa_addr == nullptr || at->ifa_addr->sa_family != AF_INET || (at->ifa_flags & IFF_UP) == 0 ||
        (at->ifa_flags & IFF_LOOPBACK) != 0)
      continue;
    std::array<char, INET_ADDRSTRLEN> text{};
    const auto* address = reinterpret_cast<const sockaddr_in*>(at->ifa_addr);
    if (::inet_ntop(AF_INET, &address->sin_addr, text.data(), text.size()) == nullptr)
      continue;
    const QString name = QString::fromLatin1(at->ifa_name);
    const bool isCard = name.startsWith(u'e') || name.startsWith(u'w');
    (isCard ? first : rest).append(QString::fromLatin1(text.data()));
  }
  ::freeifaddrs(all);
  return first + rest;
}

} // namespace scriptorium::preview
