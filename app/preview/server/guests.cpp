#include "app/preview/server/guests.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::preview {
namespace {

constexpr qsizetype kMostSessions = 500;

const QString kPage =
    u"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Course preview</title>"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><style>*{box-sizing:border-box}"
    ":root{color-scheme:light dark}body{font:1rem/1.5 Inter,system-ui,sans-serif;margin:0;min-height:100vh;"
    "display:grid;place-items:center;background:Canvas;color:CanvasText}"
    "form{display:grid;gap:.4rem;width:min(22rem,90vw);padding:1rem}h1{font-size:1.3rem;margin:0 0 .5rem}"
    "label{font-weight:600;margin-top:.6rem}input,select,button{font:inherit;padding:.55rem .7rem;border:1px "
    "solid #8a96a3;border-radius:6px;min-height:2.75rem}"
    "input[name=code]{text-transform:uppercase;letter-spacing:.12em}"
    "button{margin-top:1.2rem;background:#0a5cad;border-color:#0a5cad;color:#fff;font-weight:600}"
    "[role=alert]{margin:0;padding:.6rem .8rem;border-left:4px solid #c0392b;background:#c0392b22}"
    "small{opacity:.8}:focus-visible{outline:3px solid #6aa5e8;outline-offset:2px}</style></head><body>"
    "<form method=\"post\" action=\"/__enter\"><h1>Course preview</h1>%1"
    "<label for=\"code\">Access code</label><input id=\"code\" name=\"code\" required autocomplete=\"off\" "
    "autocapitalize=\"characters\" spellcheck=\"false\" autofocus>"
    "<label for=\"name\">Your name</label><input id=\"name\" name=\"name\" required maxlength=\"40\" "
    "value=\"%2\" autocomplete=\"nickname\">"
    "<small>What you answer is kept under this name.</small>"
    "<label for=\"role\">Look as</label><select id=\"role\" name=\"role\"><option value=\"learner\">a "
    "learner</option><option value=\"staff\">course team: also what is hidden or not begun</option></select>"
    "<button>Open the course</button><small>Whoever shares the preview tells you the code. The connection is "
    "not encrypted.</small></form></body></html>"_s;

render::WebReply formPage(const QString& problem = {}, const QString& name = {}, int status = 200)
{
  const QString alert =
      problem.isEmpty() ? QString() : u"<p role=\"alert\">"_s + problem.toHtmlEscaped() + u"</p>"_s;
  return render::WebReply::html(kPage.arg(alert, name.toHtmlEscaped()), status);
}

QString fieldOf(const render::WebFields& form, const QString& name)
{
  for (const auto& [field, value] : form)
    if (field == name)
      return value.trimmed();
  return {};
}

/// As a user name of the LMS; empty when nothing of it can be one.
QString userName(QString name)
{
  static const QRegularExpression kOther(u"[^\\w.-]+"_s, QRegularExpression::UseUnicodePropertiesOption);
  return name.replace(kOther, u"_"_s).left(40);
}

} // namespace

bool Guests::isHost(const render::WebRequest& request) const
{
  return m_hosts.contains(QString::fromUtf8(request.header("host")));
}

std::optional<Visitor> Guests::visitor(const render::WebRequest& request) const
{
  const std::lock_guard lock(m_mutex);
  const auto found = m_sessions.constFind(request.cookie(u"sessionid"_s));
  if (found == m_sessions.cend())
    return std::nullopt;
  return Visitor{found->learner, found->csrf, u"http://"_s + QString::fromUtf8(request.header("host"))};
}

render::WebReply Guests::enter(const render::WebRequest& request, const IdOf& idOf)
{
  if (request.method == "GET" || request.method == "HEAD")
    return formPage();
  if (request.method != "POST")
    return render::WebReply::text("Method Not Allowed", 405);
  const QByteArray from = request.header("origin");
  if (!from.isEmpty() && from != "http://" + request.header("host"))
    return formPage(u"This form belongs to another page. Try again here."_s, {}, 403);
  return admit(request, idOf);
}

render::WebReply Guests::admit(const render::WebRequest& request, const IdOf& idOf)
{
  const render::WebFields form = request.form();
  const QString name = userName(fieldOf(form, u"name"_s));
  const std::lock_guard lock(m_mutex);
  const auto verdict = m_code.check(fieldOf(form, u"code"_s), request.peer, std::chrono::steady_clock::now());
  if (verdict == AccessCode::Verdict::TooMany)
    return formPage(u"Too many wrong codes. Wait a minute."_s, name, 429).with("Retry-After", "60");
  if (verdict == AccessCode::Verdict::Wrong)
    return formPage(u"This is not the code."_s, name, 403);
  if (name.isEmpty() || name == "staff"_L1)
    return formPage(u"Say your name; \"staff\" is taken."_s, {}, 400);
  if (m_sessions.size() >= kMostSessions)
    return formPage(u"Too many people have this preview open."_s, name, 503);
  const auto id = idOf(name);
  if (!id)
    return formPage(u"You could not be let in: "_s + id.error().detail, name, 500);
  Session session;
  session.learner.name = name;
  session.learner.id = *id;
  session.learner.isStaff = fieldOf(form, u"role"_s) == "staff"_L1;
  session.learner.isGuest = true;
  session.csrf = randomName().first(32);
  const QString key = randomName();
  m_sessions.insert(key, session);
  render::WebReply reply = render::WebReply::redirect(u"/"_s, 303);
  reply.with("Set-Cookie", "sessionid=" + key.toLatin1() + "; Path=/; HttpOnly; SameSite=Lax");
  reply.with("Set-Cookie", "csrftoken=" + session.csrf.toLatin1() + "; Path=/; SameSite=Lax");
  return reply;
}

QList<render::Learner> Guests::learners() const
{
  const std::lock_guard lock(m_mutex);
  QList<render::Learner> all;
  for (const Session& session : m_sessions)
    all.append(session.learner);
  return all;
}

} // namespace scriptorium::preview
