#include "app/preview/server/previewserver.h"

#include <QDateTime>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::preview {
namespace {

constexpr qint64 kSessionSeconds = 3600;

/// 64 hexadecimal digits that nobody can guess.
QString randomName()
{
  std::array<quint32, 8> words{};
  QRandomGenerator::system()->generate(words.begin(), words.end());
  return QString::fromLatin1(QByteArray(reinterpret_cast<const char*>(words.data()), sizeof words).toHex());
}

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
  payload.set("email", Json(learner.name + u"@example.com"_s));
  payload.set("name", Json(learner.name));
  payload.set("administrator", Json(learner.isStaff));
  payload.set("superuser", Json(learner.isStaff));
  return base64(head) + '.' + base64(payload);
}

render::WebReply forbidden()
{
  return render::WebReply::error(
      403, u"403 Forbidden"_s,
      u"This request does not belong to an open preview. Start it from Scriptorium again."_s);
}

QString httpDate(const QDateTime& moment)
{
  return QLocale::c().toString(moment.toUTC(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
}

} // namespace

PreviewServer::PreviewServer(const render::SiteCourse& course, const Options& options)
    : m_host(u"c-"_s + randomName().first(32) + u".localhost"_s), m_clock(options.date),
      m_states(options.states != nullptr ? *options.states : m_passing), m_learners(options.learners),
      m_site(std::make_unique<render::Site>(course, m_states, m_learners, m_clock))
{
  m_sessions.insert(m_nobody.name, {randomName(), randomName(), randomName().first(32)});
  for (const render::Learner& learner : options.learners)
    m_sessions.insert(learner.name, {randomName(), randomName(), randomName().first(32)});
}

PreviewServer::~PreviewServer()
{
  m_server.reset(); // before what its threads use
}

Result<std::unique_ptr<PreviewServer>> PreviewServer::start(const render::SiteCourse& course,
                                                            const Options& options)
{
  std::unique_ptr<PreviewServer> server(new PreviewServer(course, options));
  SCRIPTORIUM_TRY_ASSIGN(server->m_server,
                         HttpServer::start(options.http, [preview = server.get()](const auto& request) {
                           return preview->answer(request);
                         }));
  return server;
}

QString PreviewServer::origin() const
{
  return u"http://%1:%2"_s.arg(m_host).arg(port());
}

QString PreviewServer::launchUrl(const QString& learner) const
{
  return origin() + u"/__launch?t="_s + m_sessions.value(learner).token;
}

const render::Learner* PreviewServer::visitor(const render::WebRequest& request) const
{
  const QString id = request.cookie(u"sessionid"_s);
  for (const render::Learner& learner : m_learners)
    if (!id.isEmpty() && m_sessions.value(learner.name).id == id)
      return &learner;
  return !id.isEmpty() && m_sessions.value(m_nobody.name).id == id ? &m_nobody : nullptr;
}

/// The address that a program hands out: cookies for the persona, then on to the course.
render::WebReply PreviewServer::launch(const render::WebRequest& request) const
{
  const QString token = request.queried(u"t"_s);
  const auto at = std::ranges::find(m_sessions, token, &Session::token);
  return at == m_sessions.end() ? forbidden() : startSession(*at);
}

render::WebReply PreviewServer::startSession(const Session& session)
{
  render::WebReply reply = render::WebReply::redirect(u"/"_s);
  reply.with("Set-Cookie", "sessionid=" + session.id.toLatin1() + "; Path=/; HttpOnly; SameSite=Lax");
  reply.with("Set-Cookie", "csrftoken=" + session.csrf.toLatin1() + "; Path=/; SameSite=Lax");
  return reply;
}

/// The client renews its token before it asks for anything.
render::WebReply PreviewServer::refresh(const render::Learner* learner) const
{
  if (learner == nullptr || learner == &m_nobody)
    return render::WebReply::json(Json(u"Unauthorized"_s), 401);
  const QDateTime now = QDateTime::currentDateTimeUtc();
  const QDateTime expires = now.addSecs(kSessionSeconds);
  Json json = Json::object();
  json.set("success", Json(true));
  json.set("user_id", Json(learner->id));
  json.set("response_epoch_seconds", Json(double(now.toMSecsSinceEpoch()) / 1000.0));
  json.set("response_http_date", Json(httpDate(now)));
  json.set("expires", Json(httpDate(expires)));
  json.set("expires_epoch_seconds", Json(expires.toSecsSinceEpoch()));
  render::WebReply reply = render::WebReply::json(json);
  reply.with("Set-Cookie", "edx-jwt-cookie-header-payload=" + tokenOf(*learner, expires.toSecsSinceEpoch()) +
                               "; Path=/; SameSite=Lax");
  return reply;
}

/// What belongs to the session and not to the course.
std::optional<render::WebReply> PreviewServer::boot(const render::WebRequest& request,
                                                    const render::Learner* learner) const
{
  if (request.path == "/__launch"_L1)
    return launch(request);
  if (request.path == "/login_refresh"_L1 && request.method == "POST")
    return refresh(learner);
  if (request.path == "/csrf/api/v1/token"_L1 && request.method == "GET") {
    Json json = Json::object();
    json.set("csrfToken", Json(learner ? m_sessions.value(learner->name).csrf : randomName()));
    return render::WebReply::json(json);
  }
  if (request.path == "/__version"_L1 && learner) { // pages ask whether to load themselves anew
    Json json = Json::object();
    json.set("version", Json(m_version.load()));
    return render::WebReply::json(json);
  }
  if (request.path == "/api/mfe_config/v1"_L1) {
    Json json = Json::object();
    json.set("BASE_URL", Json(origin()));
    json.set("LMS_BASE_URL", Json(origin()));
    return render::WebReply::json(json);
  }
  if (request.method == "OPTIONS")
    return render::WebReply{200, "text/html; charset=utf-8", {}, {}};
  return std::nullopt;
}

/// Why a request is not answered: another host, another site's page, no session, no token.
std::optional<render::WebReply> PreviewServer::refused(const render::WebRequest& request,
                                                       const render::Learner* learner) const
{
  if (learner == nullptr)
    return forbidden();
  if (isSafe(request.method))
    return std::nullopt;
  const QByteArray from = request.header("origin");
  const bool isForeign = !from.isEmpty() && QString::fromUtf8(from) != origin();
  const bool isSigned =
      QString::fromUtf8(request.header("x-csrftoken")) == m_sessions.value(learner->name).csrf;
  if (!isForeign && isSigned)
    return std::nullopt;
  if (!request.path.startsWith(u"/api/"_s))
    return forbidden();
  Json json = Json::object();
  json.set("detail", Json(isForeign ? u"CSRF Failed: Origin checking failed."_s
                                    : u"CSRF Failed: CSRF token missing."_s));
  return render::WebReply::json(json, 403);
}

/// Headers that every answer has.
void PreviewServer::protect(render::WebReply& reply, const render::WebRequest& request) const
{
  reply.with("X-Content-Type-Options", "nosniff");
  reply.with("Referrer-Policy", "same-origin");
  if (std::ranges::none_of(reply.headers, [](const auto& header) { return header.first == "Cache-Control"; }))
    reply.with("Cache-Control", "no-store"); // the course may change at any moment
  reply.with("Cross-Origin-Resource-Policy", "same-site");
  if (reply.type.startsWith("text/html") || reply.type.startsWith("image/svg"))
    reply.with("Content-Security-Policy",
               "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
               "style-src 'self' 'unsafe-inline'; connect-src 'self'; frame-src 'self' blob: data:; "
               "form-action 'self'; frame-ancestors 'self'; object-src 'none'; base-uri 'self'");
  if (request.path.startsWith(u"/api/"_s))
    reply.with("X-Frame-Options", "DENY");
}

void PreviewServer::show(const render::SiteCourse& course)
{
  const std::lock_guard lock(m_mutex);
  m_site = std::make_unique<render::Site>(course, m_states, m_learners, m_clock);
  ++m_version;
}

/// What is answered is kept: the other way round a crash could take back what a learner has read.
render::WebReply PreviewServer::answerFromSite(const render::WebRequest& request,
                                               const render::Learner& learner)
{
  const std::lock_guard lock(m_mutex);
  m_states.refresh();
  render::WebReply reply = m_site->answer(request, learner);
  const auto kept = m_states.keep();
  if (kept)
    return reply;
  return render::WebReply::error(500, u"This could not be kept"_s,
                                 u"Nothing has changed; make room on the disk, or try again. "_s +
                                     kept.error().toString());
}

render::WebReply PreviewServer::answer(const render::WebRequest& request)
{
  if (QString::fromUtf8(request.header("host")) != u"%1:%2"_s.arg(m_host).arg(port()))
    return render::WebReply::text("This preview has another address.", 421);
  const render::Learner* learner = visitor(request);
  std::optional<render::WebReply> reply = boot(request, learner);
  if (!reply)
    reply = refused(request, learner);
  if (!reply)
    reply = answerFromSite(request, *learner);
  protect(*reply, request);
  return *reply;
}

} // namespace scriptorium::preview
