#pragma once

#include "base/result.h"
#include "render/web/web.h"

#include <functional>
#include <memory>

namespace scriptorium::preview {

struct HttpOptions
{
  QString address = QStringLiteral("127.0.0.1");
  quint16 port = 0; ///< 0: any that is free
  int threads = 2;
  int mostConnections = 64;
  qint64 headerBytes = 16 * 1024;
  qint64 bodyBytes = 8 * 1024 * 1024;
  int headerSeconds = 10; ///< until a request must be there
};

/// HTTP/1.1 as strictly as Boost.Beast reads it: what is malformed or over a limit gets an answer of its kind
/// and ends the connection.
class HttpServer
{
public:
  /// Called on the server's threads, several at a time.
  using Handler = std::function<render::WebReply(const render::WebRequest&)>;

  /// Listens when it returns. Errors: Io, when the address cannot be had.
  static Result<std::unique_ptr<HttpServer>> start(const HttpOptions& options, Handler handler);
  /// Ends all connections.
  ~HttpServer();
  quint16 port() const;

private:
  struct Private;
  explicit HttpServer(std::unique_ptr<Private> d);
  std::unique_ptr<Private> d;
};

} // namespace scriptorium::preview
