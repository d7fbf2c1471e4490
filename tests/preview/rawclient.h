#pragma once

#include <QByteArray>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace scriptorium::testing {

/// Sends bytes to a port of this computer as they are and gives back all that comes until the other side
/// closes.
inline QByteArray exchangeRaw(quint16 port, const QByteArray& bytes)
{
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  const timeval limit{15, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  QByteArray answer;
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    for (qsizetype sent = 0; sent < bytes.size();) {
      const auto count = ::send(fd, bytes.data() + sent, size_t(bytes.size() - sent), MSG_NOSIGNAL);
      if (count <= 0)
        break;
      sent += count;
    }
    char piece[4096];
    for (auto count = ::recv(fd, piece, sizeof piece, 0); count > 0;
         count = ::recv(fd, piece, sizeof piece, 0))
      answer.append(piece, count);
  }
  ::close(fd);
  return answer;
}

} // namespace scriptorium::testing
