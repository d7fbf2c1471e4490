#pragma once

#include <QStringList>

namespace scriptorium::preview {

/// The IPv4 addresses of this computer in its networks, those of Ethernet and Wi-Fi first, loopback left out.
QStringList networkAddresses();

} // namespace scriptorium::preview
