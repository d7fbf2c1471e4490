#include "app/preview/server/previewserver.h"

#include "app/preview/server/addresses.h"

#include <QDateTime>
#include <QUrl>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::preview {
namespace {

constexpr qint64 kSessionSeconds = 3600;
constexpr int kMostTeamConnections = 256; // a browser opens six
constexpr int kThreads = 64;              // who waits for a script keeps one
constexpr size_t kMostEventsAtOnce = 100;
constexpr qint64 kFirstGuest = 1000; // where nothing is kept

bool isSafe(const QByteArray& method)
{
  return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

QByteArray base64(const Json& json)
{
  return json.toUtf8().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// What the client reads of who is signed in: two parts of a token, without signature.
QByteArray tokenOf(const render::Learner& learner, qint64 expires)
{
  Json head = Json::object();
  head.set("alg", Json(u"none"_s));
  Json payload = Json::object();
  payload.set("exp", Json(expires));
  payload.set("user_id", Json(learner.id));
  payload.set("preferred_username", Json(learner.name));
  payload.set("email", Json(render::emailOf(learner)));
  payload.set("name", Json(learner.name));
  payload.set("administrator", Json(learner.isStaff));
  payload.set("superuser", Json(learner.isStaff));
  return base64(head) + '.' + base64(payload);
}

/// What the learning client reads at its start: all of it is here, at one origin. `base`: of its own files.
render::WebReply clientConfiguration(const QString& origin, const QString& base)
{
  Json json = Json::object();
  json.set("BASE_URL", Json(base));
  json.set("LMS_BASE_URL", Json(origin));
  json.set("LOGIN_URL", Json(origin + u"/login"_s));
  json.set("LOGOUT_URL", Json(origin + u"/logout"_s));
  json.set("REFRESH_ACCESS_TOKEN_ENDPOINT", Json(origin + u"/login_refresh"_s));
  json.set("MARKETING_SITE_BASE_URL", Json(origin));
  json.set("SITE_NAME", Json(u"Preview"_s));
  for (const char* name : {"LOGO_URL", "LOGO_TRADEMARK_URL", "LOGO_WHITE_URL", "FAVICON_URL"})
    json.set(name, Json(origin + u"/__preview/logo.svg"_s));
  return render::WebReply::json(json);
}

render::WebReply forbidden()
{
  return render::WebReply::error(
      403, u"403 Forbidden"_s,
      u"This request does not belong to an open preview. Start it from Scriptorium again."_s);
}

render::WebReply otherAddress()
{
  return render::WebReply::text("This preview has another address.", 421);
}

QString httpDate(const QDateTime& moment)
{
  return QLocale::c().toString(moment.toUTC(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
}

/// The client renews its token before it asks for anything.
render::WebReply refresh(const std::optional<Visitor>& visitor)
{
  if (!visitor || visitor->learner.name.isEmpty())
    return render::WebReply::json(Json(u"Unauthorized"_s), 401);
  const render::Learner& learner = visitor->learner;
  const QDateTime now = QDateTime::currentDateTimeUtc();
  const QDateTime expires = now.addSecs(kSessionSeconds);
  Json json = Json::object();
  json.set("success", Json(true));
  json.set("user_id", Json(learner.id));
  json.set("response_epoch_seconds", Json(double(now.toMSecsSinceEpoch()) / 1000.0));
  json.set("response_http_date", Json(httpDate(now)));
  json.set("expires", Json(httpDate(expires)));
  json.set("expires_epoch_seconds", Json(expires.toSecsSinceEpoch()));
  render::WebReply reply = render::WebReply::json(json);
  reply.with("Set-Cookie", "edx-jwt-cookie-header-payload=" + tokenOf(learner, expires.toSecsSinceEpoch()) +
                               "; Path=/; SameSite=Lax");
  return reply;
}

/// A learner client that is served from another port of the same host: only this computer can be that, and
/// the host's name is random. It sees the session's cookies anyway, which know no ports.
bool isNeighbour(const QString& from, const QString& origin)
{
  const QUrl one(from);
  return one.scheme() == "http"_L1 && one.host() == QUrl(origin).host() &&
         one.host().endsWith(u".localhost"_s);
}

/// Why a request is not answered: another host, another site's page, no session, no token.
std::optional<render::WebReply> refused(const render::WebRequest& request,
                                        const std::optional<Visitor>& visitor)
{
  if (!visitor)
    return forbidden();
  if (isSafe(request.method))
    return std::nullopt;
  const QByteArray from = request.header("origin");
  const bool isForeign = !from.isEmpty() && QString::fromUtf8(from) != visitor->origin &&
                         !isNeighbour(QString::fromUtf8(from), visitor->origin);
  const bool isSigned = QString::fromUtf8(request.header("x-csrftoken")) == visitor->csrf;
  if (!isForeign && isSigned)
    return std::nullopt;
  if (!request.path.startsWith(u"/api/"_s))
    return forbidden();
  Json json = Json::object();
  json.set("detail", Json(isForeign ? u"CSRF Failed: Origin checking failed."_s
                                    : u"CSRF Failed: CSRF token missing."_s));
  return render::WebReply::json(json, 403);
}

/// For a learner client from another port: browsers ask whether it may (as LMS: CORS with credentials).
void welcome(render::WebReply& reply, const render::WebRequest& request, const QString& origin)
{
  const QByteArray from = request.header("origin");
  if (from.isEmpty() || !isNeighbour(QString::fromUtf8(from), origin))
    return;
  reply.with("Access-Control-Allow-Origin", from);
  reply.with("Access-Control-Allow-Credentials", "true");
  reply.with("Access-Control-Expose-Headers", "Date");
  reply.with("Vary", "Origin");
  if (request.method != "OPTIONS")
    return;
  reply.with("Access-Control-Allow-Methods", "DELETE, GET, OPTIONS, PATCH, POST, PUT");
  reply.with("Access-Control-Allow-Headers", "accept, content-type, use-jwt-cookie, x-csrftoken");
}

/// Headers that every answer has. `neighbour`: where a client may stand that shows pages in frames.
void protect(render::WebReply& reply, const render::WebRequest& request, const QByteArray& neighbour = {})
{
  reply.with("X-Content-Type-Options", "nosniff");
  reply.with("Referrer-Policy", "same-origin");
  if (std::ranges::none_of(reply.headers, [](const auto& header) { return header.first == "Cache-Control"; }))
    reply.with("Cache-Control", "no-store"); // the course may change at any moment
  reply.with("Cross-Origin-Resource-Policy", "same-site");
  // Files of the course may run scripts, but not lead the page away; images not even as the session's owner.
  const bool isFile = request.path.startsWith(u"/asset"_s);
  const bool isImage = reply.type.startsWith("image/svg");
  const QByteArray sandbox =
      isImage  ? "; sandbox allow-scripts"
      : isFile ? "; sandbox allow-scripts allow-same-origin allow-forms allow-popups allow-modals "
                 "allow-downloads"
               : "";
  if (reply.type.startsWith("text/html") || isImage)
    reply.with("Content-Security-Policy",
               "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
               "style-src 'self' 'unsafe-inline'; connect-src 'self'; frame-src 'self' blob: data:; "
               "form-action 'self'; frame-ancestors 'self' " +
                   neighbour + "; object-src 'none'; base-uri 'self'" + sandbox);
  if (request.path.startsWith(u"/api/"_s))
    reply.with("X-Frame-Options", "DENY");
}

} // namespace

PreviewServer::PreviewServer(render::SiteCourse& course, const Options& options)
    : m_host(u"c-"_s + randomName().first(32) + u".localhost"_s), m_clock(options.date),
      m_states(options.states != nullptr ? *options.states : m_passing), m_learners(options.learners),
      m_events(options.onEvent), m_idOf(options.guestId), m_client(options.client),
      m_clientHome(u"/learning/course/%1/home"_s.arg(course.keyText()))
{
  openSite(&course);
  m_sessions.insert(m_nobody.name, {randomName(), randomName(), randomName().first(32)});
  for (const render::Learner& learner : options.learners)
    m_sessions.insert(learner.name, {randomName(), randomName(), randomName().first(32)});
}

PreviewServer::~PreviewServer()
{
  m_teamServer.reset(); // before what their threads use
  m_server.reset();
}

Result<std::unique_ptr<PreviewServer>> PreviewServer::start(render::SiteCourse& course,
                                                            const Options& options)
{
  std::unique_ptr<PreviewServer> server(new PreviewServer(course, options));
  HttpOptions http = options.http;
  http.threads = kThreads;
  SCRIPTORIUM_TRY_ASSIGN(server->m_server,
                         HttpServer::start(http, [preview = server.get()](const auto& request) {
                           return preview->answer(request);
                         }));
  if (!options.listen.isEmpty())
    SCRIPTORIUM_TRY(server->listenForTeam(options));
  return server;
}

/// Requests wait for the guests, whose hosts name the port, until it is known.
Result<Unit> PreviewServer::listenForTeam(const Options& options)
{
  HttpOptions http = options.http;
  http.address = options.listen;
  http.port = options.listenPort;
  http.mostConnections = kMostTeamConnections;
  http.threads = kThreads;
  const std::lock_guard lock(m_teamMutex);
  SCRIPTORIUM_TRY_ASSIGN(
      m_teamServer, HttpServer::start(http, [this](const auto& request) { return answerTeam(request); }));
  const bool isEverywhere = options.listen == "0.0.0.0"_L1;
  QStringList hosts;
  const QStringList addresses =
      isEverywhere ? networkAddresses() + QStringList{u"127.0.0.1"_s} : QStringList{options.listen};
  for (const QString& address : addresses)
    hosts.append(u"%1:%2"_s.arg(address).arg(m_teamServer->port()));
  m_guests = std::make_unique<Guests>(AccessCode::random(), hosts);
  return Unit{};
}

void PreviewServer::openSite(render::SiteCourse* course)
{
  QList<render::Learner> all = m_learners;
  const QList<render::Learner> guests = m_guests ? m_guests->learners() : QList<render::Learner>();
  for (const render::Learner& guest : guests)
    if (std::ranges::find(all, guest.name, &render::Learner::name) == all.end())
      all.append(guest);
  const std::lock_guard lock(m_mutex);
  if (course != nullptr) {
    course->problems().takeTurns(m_mutex);
    m_course = course;
  }
  m_site = std::make_shared<render::Site>(*m_course, m_states, all, m_clock); // shared, see the header
}

QStringList PreviewServer::teamUrls() const
{
  QStringList urls;
  const QStringList hosts = m_guests ? m_guests->hosts() : QStringList();
  for (const QString& host : hosts)
    urls.append(u"http://%1/"_s.arg(host));
  return urls;
}

QString PreviewServer::origin() const
{
  return u"http://%1:%2"_s.arg(m_host).arg(port());
}

QString PreviewServer::launchUrl(const QString& learner) const
{
  return origin() + u"/__launch?t="_s + m_sessions.value(learner).token;
}

std::optional<Visitor> PreviewServer::visitor(const render::WebRequest& request) const
{
  const QString id = request.cookie(u"sessionid"_s);
  const auto session = std::ranges::find(m_sessions, id, &Session::id);
  if (id.isEmpty() || session == m_sessions.end())
    return std::nullopt;
  const auto learner = std::ranges::find(m_learners, session.key(), &render::Learner::name);
  return Visitor{learner == m_learners.end() ? m_nobody : *learner, session->csrf, origin()};
}

/// The address that a program hands out: cookies for the persona, then on to the course, or to the path "to".
render::WebReply PreviewServer::launch(const render::WebRequest& request) const
{
  const QString token = request.queried(u"t"_s);
  const auto at = std::ranges::find(m_sessions, token, &Session::token);
  const QString to = request.queried(u"to"_s);
  const bool isHere = to.startsWith(u'/') && !to.startsWith(u"//"_s) && !to.contains(u'\\');
  return at == m_sessions.end() ? forbidden() : startSession(*at, isHere ? to : u"/"_s);
}

render::WebReply PreviewServer::startSession(const Session& session, const QString& path)
{
  render::WebReply reply = render::WebReply::redirect(path);
  reply.with("Set-Cookie", "sessionid=" + session.id.toLatin1() + "; Path=/; HttpOnly; SameSite=Lax");
  reply.with("Set-Cookie", "csrftoken=" + session.csrf.toLatin1() + "; Path=/; SameSite=Lax");
  return reply;
}

/// What belongs to the session and not to the course.
std::optional<render::WebReply> PreviewServer::boot(const render::WebRequest& request,
                                                    const std::optional<Visitor>& visitor) const
{
  if (request.path == "/login_refresh"_L1 && request.method == "POST")
    return refresh(visitor);
  if (request.path == "/csrf/api/v1/token"_L1 && request.method == "GET") {
    Json json = Json::object();
    json.set("csrfToken", Json(visitor ? visitor->csrf : randomName()));
    return render::WebReply::json(json);
  }
  if (request.path == "/__version"_L1 && visitor) { // pages ask whether to load themselves anew
    Json json = Json::object();
    json.set("version", Json(m_version.load()));
    return render::WebReply::json(json);
  }
  if (request.path == "/api/mfe_config/v1"_L1) {
    const QString at = visitor ? visitor->origin : origin();
    return clientConfiguration(at, m_client != nullptr ? at + u"/learning"_s : at);
  }
  if (request.method == "OPTIONS")
    return render::WebReply{200, "text/html; charset=utf-8", {}, {}};
  return std::nullopt;
}

void PreviewServer::show(render::SiteCourse& course)
{
  openSite(&course);
  ++m_version;
}

bool PreviewServer::isAnswering(const render::SiteCourse& course)
{
  const std::lock_guard lock(m_mutex);
  return m_answering.contains(&course);
}

/// What the visitor's own session did, for the frame around the course. No turn is taken: who looks on keeps
/// nobody waiting. What is right of a problem stands in it, so guests see it as course team alone.
render::WebReply PreviewServer::eventsFor(const render::WebRequest& request,
                                          const render::Learner& learner) const
{
  Json json = Json::object();
  if (learner.isGuest && !learner.isStaff) {
    json.set("message", Json(u"Only the course team may see the events."_s));
    return render::WebReply::json(json, 403);
  }
  const auto part = m_events.after(request.queried(u"after"_s).toLongLong(), learner.id, kMostEventsAtOnce);
  Json events = Json::list();
  for (const render::LearnerEvent& event : part.events)
    events.append(render::shownEvent(event));
  json.set("last", Json(part.last));
  json.set("gap", Json(part.isGap));
  json.set("events", events);
  return render::WebReply::json(json);
}

/// A learner's changes come one after another, as the LMS keeps them.
render::WebReply PreviewServer::takeTurn(const render::WebRequest& request, const render::Learner& learner)
{
  if (isSafe(request.method))
    return answerFromSite(request, learner);
  std::mutex* changing = nullptr;
  {
    const std::lock_guard lock(m_mutex);
    changing = &m_changing[learner.id];
  }
  const std::lock_guard lock(*changing);
  return answerFromSite(request, learner);
}

/// What is answered is kept: the other way round a crash could take back what a learner has read.
render::WebReply PreviewServer::answerFromSite(const render::WebRequest& request,
                                               const render::Learner& learner)
{
  const std::lock_guard lock(m_mutex);
  m_states.refresh();
  const auto site = m_site; // others may come in, and be shown another course, while a script runs
  const auto* course = m_course;
  ++m_answering[course];
  const QByteArray version = QByteArray::number(m_version.load());
  std::vector<render::LearnerEvent> events;
  render::WebReply reply = site->answer(request, learner, &events);
  if (reply.type.startsWith("text/html")) // a page can tell whether it is still the newest
    reply.with("Server-Timing", "version;desc=" + version);
  if (--m_answering[course] == 0)
    m_answering.remove(course);
  const auto kept = m_states.keep();
  if (kept) {
    if (!events.empty())
      m_events.add(std::move(events));
    return reply;
  }
  return render::WebReply::error(500, u"This could not be kept"_s,
                                 u"Nothing has changed; make room on the disk, or try again. "_s +
                                     kept.error().toString());
}

std::optional<render::WebReply> PreviewServer::answerFromClient(const render::WebRequest& request) const
{
  if (request.path == "/"_L1)
    return render::WebReply::redirect(m_clientHome);
  return m_client->answer(request);
}

render::WebReply PreviewServer::answered(const render::WebRequest& request,
                                         const std::optional<Visitor>& visitor)
{
  std::optional<render::WebReply> reply = boot(request, visitor);
  if (!reply)
    reply = refused(request, visitor);
  if (!reply && request.path == "/__preview/events"_L1 && request.method == "GET")
    reply = eventsFor(request, visitor->learner);
  if (!reply && m_client != nullptr)
    reply = answerFromClient(request);
  return reply ? *reply : takeTurn(request, visitor->learner);
}

render::WebReply PreviewServer::answer(const render::WebRequest& request)
{
  if (QString::fromUtf8(request.header("host")) != u"%1:%2"_s.arg(m_host).arg(port()))
    return otherAddress();
  render::WebReply reply =
      request.path == "/__launch"_L1 ? launch(request) : answered(request, visitor(request));
  protect(reply, request, "http://" + m_host.toLatin1() + ":*");
  welcome(reply, request, origin());
  return reply;
}

render::WebReply PreviewServer::answerTeam(const render::WebRequest& request)
{
  {
    const std::lock_guard lock(m_teamMutex);
  }
  if (!m_guests->isHost(request))
    return otherAddress();
  const std::optional<Visitor> guest = m_guests->visitor(request);
  render::WebReply reply;
  if (request.path == "/__enter"_L1) {
    reply = m_guests->enter(request, [this](const QString& name) { return guestId(name); });
    if (reply.status == 303)
      openSite(nullptr);
  } else if (!guest && request.path == "/"_L1 && isSafe(request.method)) {
    reply = render::WebReply::redirect(u"/__enter"_s);
  } else {
    reply = answered(request, guest);
  }
  protect(reply, request);
  return reply;
}

Result<qint64> PreviewServer::guestId(const QString& name)
{
  const auto known = std::ranges::find(m_learners, name, &render::Learner::name);
  if (known != m_learners.end())
    return known->id;
  const std::lock_guard lock(m_mutex);
  if (m_idOf)
    return m_idOf(name);
  if (!m_passingIds.contains(name))
    m_passingIds.insert(name, kFirstGuest + m_passingIds.size());
  return m_passingIds.value(name);
}

} // namespace scriptorium::preview
