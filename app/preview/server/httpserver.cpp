#include "app/preview/server/httpserver.h"

#include <QUrl>

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::preview {
namespace {

using Parser = http::request_parser<http::string_body>;
using Response = http::response<http::string_body>;

QByteArray bytesOf(beast::string_view text)
{
  return {text.data(), qsizetype(text.size())};
}

render::WebRequest requestOf(const http::request<http::string_body>& message)
{
  render::WebRequest request;
  request.method = bytesOf(message.method_string());
  const QByteArray target = bytesOf(message.target());
  const qsizetype question = target.indexOf('?');
  request.path =
      QString::fromUtf8(QByteArray::fromPercentEncoding(question < 0 ? target : target.first(question)));
  if (question >= 0)
    request.query = render::parseUrlEncoded(QByteArrayView(target).sliced(question + 1));
  for (const auto& field : message)
    request.headers.insert(bytesOf(field.name_string()).toLower(), bytesOf(field.value()));
  request.body = QByteArray::fromStdString(message.body());
  return request;
}

Response responseOf(const render::WebReply& reply, unsigned version, bool keepsAlive)
{
  Response response(http::int_to_status(unsigned(reply.status)), version);
  response.set(http::field::server, "Scriptorium");
  response.set(http::field::content_type, std::string(reply.type.constData(), size_t(reply.type.size())));
  for (const auto& [name, value] : reply.headers)
    response.insert(std::string(name.constData(), size_t(name.size())),
                    std::string(value.constData(), size_t(value.size())));
  response.body() = std::string(reply.body.constData(), size_t(reply.body.size()));
  response.keep_alive(keepsAlive);
  response.prepare_payload();
  return response;
}

/// Line ends of other kinds, folded lines and zero bytes, of which servers and proxies think differently.
bool isCleanHead(QByteArrayView head)
{
  for (qsizetype i = 0; i < head.size(); ++i) {
    const bool isEnd = head[i] == '\r' && i + 1 < head.size() && head[i + 1] == '\n';
    const bool isFolded = isEnd && i + 2 < head.size() && (head[i + 2] == ' ' || head[i + 2] == '\t');
    if (isFolded || head[i] == '\n' || head[i] == '\0' || (head[i] == '\r' && !isEnd))
      return false;
    i += isEnd ? 1 : 0;
  }
  return true;
}

/// Names that a request may say once only: two of them are a way to smuggle. So are codings of the body that
/// not everybody knows, and addresses with a host of their own.
bool isAmbiguous(const http::request<http::string_body>& message)
{
  const auto coding = message.find(http::field::transfer_encoding);
  if (coding != message.end() && !beast::iequals(coding->value(), "chunked"))
    return true;
  const auto length = message[http::field::content_length];
  if (!std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return true; // Beast takes "5, 5" for 5
  if (message.target().empty() || message.target()[0] != '/')
    return true;
  const bool isTwofold = message.count(http::field::content_length) > 1 ||
                         message.count(http::field::host) != 1 ||
                         message.count(http::field::transfer_encoding) > 1;
  return isTwofold || (message.count(http::field::content_length) > 0 &&
                       message.count(http::field::transfer_encoding) > 0);
}

} // namespace

struct HttpServer::Private
{
  HttpOptions options;
  Handler handler;
  asio::io_context context;
  Tcp::acceptor acceptor{context};
  std::atomic<int> connections = 0;
  std::vector<std::thread> threads;

  class Connection;
  void accept();
};

/// One client. Its handlers run on a strand.
class HttpServer::Private::Connection : public std::enable_shared_from_this<Connection>
{
public:
  Connection(Private& server, Tcp::socket socket) : m_server(server), m_stream(std::move(socket))
  {
    ++m_server.connections;
    beast::error_code ignored;
    const auto peer = m_stream.socket().remote_endpoint(ignored);
    m_peer = QByteArray::fromStdString(peer.address().to_string());
  }
  ~Connection() { --m_server.connections; }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void read()
  {
    m_parser.emplace();
    m_parser->header_limit(std::uint32_t(m_server.options.headerBytes));
    m_parser->body_limit(std::uint64_t(m_server.options.bodyBytes));
    m_stream.expires_after(std::chrono::seconds(m_server.options.headerSeconds));
    readHead();
  }

private:
  /// Until the head is there as it came, before it is parsed.
  void readHead()
  {
    const std::string_view bytes(static_cast<const char*>(m_buffer.data().data()), m_buffer.size());
    const size_t end = bytes.find("\r\n\r\n");
    const auto most = size_t(m_server.options.headerBytes);
    if (end != std::string_view::npos && end < most)
      return readMessage(QByteArrayView(bytes.data(), qsizetype(end)));
    if (bytes.size() >= most)
      return write(render::WebReply::text("Bad Request", 431), false);
    m_stream.async_read_some(m_buffer.prepare(std::min(kPieceBytes, most - bytes.size())),
                             [self = shared_from_this()](beast::error_code error, size_t size) {
                               if (error)
                                 return self->close();
                               self->m_buffer.commit(size);
                               self->readHead();
                             });
  }

  void readMessage(QByteArrayView head)
  {
    if (!isCleanHead(head))
      return write(render::WebReply::text("Bad Request", 400), false);
    http::async_read(m_stream, m_buffer, *m_parser,
                     [self = shared_from_this()](beast::error_code failed, size_t) { self->take(failed); });
  }

  void take(beast::error_code error)
  {
    if (error == http::error::end_of_stream || error == beast::error::timeout ||
        error == asio::error::connection_reset || error == asio::error::operation_aborted)
      return close();
    if (error)
      return refuse(error);
    const auto& message = m_parser->get();
    if (isAmbiguous(message))
      return write(render::WebReply::text("Bad Request", 400), false);
    const bool keepsAlive = message.keep_alive();
    render::WebRequest request = requestOf(message);
    request.peer = m_peer;
    render::WebReply reply = m_server.handler(request);
    m_isHead = message.method() == http::verb::head;
    write(reply, keepsAlive);
  }

  void refuse(beast::error_code error)
  {
    const int status = error == http::error::header_limit ? 431
                       : error == http::error::body_limit ? 413
                                                          : 400;
    write(render::WebReply::text("Bad Request", status), false);
  }

  void write(const render::WebReply& reply, bool keepsAlive)
  {
    m_response.emplace(responseOf(reply, 11, keepsAlive));
    m_serializer.emplace(*m_response);
    m_serializer->split(m_isHead);
    m_stream.expires_after(std::chrono::seconds(30));
    const auto done = [self = shared_from_this(), keepsAlive](beast::error_code error, size_t) {
      if (error || !keepsAlive)
        return self->close();
      self->read();
    };
    if (std::exchange(m_isHead, false))
      http::async_write_header(m_stream, *m_serializer, done);
    else
      http::async_write(m_stream, *m_serializer, done);
  }

  void close()
  {
    beast::error_code ignored;
    m_stream.socket().shutdown(Tcp::socket::shutdown_send, ignored);
  }

  Private& m_server;
  beast::tcp_stream m_stream;
  static constexpr size_t kPieceBytes = 4096;
  beast::flat_buffer m_buffer{64 * 1024 * 1024};
  std::optional<Parser> m_parser;
  std::optional<Response> m_response;
  std::optional<http::response_serializer<http::string_body>> m_serializer;
  bool m_isHead = false;
  QByteArray m_peer;
};

void HttpServer::Private::accept()
{
  acceptor.async_accept(asio::make_strand(context), [this](beast::error_code error, Tcp::socket socket) {
    if (error == asio::error::operation_aborted)
      return;
    if (!error && connections < options.mostConnections)
      std::make_shared<Connection>(*this, std::move(socket))->read();
    accept();
  });
}

HttpServer::HttpServer(std::unique_ptr<Private> p) : d(std::move(p)) {}

Result<std::unique_ptr<HttpServer>> HttpServer::start(const HttpOptions& options, Handler handler)
{
  auto p = std::make_unique<Private>();
  p->options = options;
  p->handler = std::move(handler);
  beast::error_code error;
  const auto address = asio::ip::make_address(options.address.toStdString(), error);
  const Tcp::endpoint endpoint(address, options.port);
  if (!error)
    p->acceptor.open(endpoint.protocol(), error);
  if (!error)
    p->acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error)
    p->acceptor.bind(endpoint, error);
  if (!error)
    p->acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error)
    return Error{Error::Kind::Io, u"%1:%2"_s.arg(options.address).arg(options.port),
                 u"The preview cannot listen there: %1. Choose another port."_s.arg(
                     QString::fromLocal8Bit(error.message().c_str()))};
  p->accept();
  for (int i = 0; i < std::max(1, options.threads); ++i)
    p->threads.emplace_back([&context = p->context] { context.run(); });
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(p)));
}

HttpServer::~HttpServer()
{
  d->context.stop();
  for (auto& thread : d->threads)
    thread.join();
}

quint16 HttpServer::port() const
{
  return d->acceptor.local_endpoint().port();
}

} // namespace scriptorium::preview
