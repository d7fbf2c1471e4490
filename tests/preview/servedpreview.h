#pragma once

#include "app/preview/server/previewserver.h"
#include "fakes/fakecourse.h"
#include "model/blocktype.h"
#include "preview/rawclient.h"

#include <QTest>
#include <QUrl>

#include <memory>

namespace scriptorium::testing {

/// The server over a course of one file, "static/a.txt", and the session of its learner.
class ServedPreview
{
public:
  using Options = preview::PreviewServer::Options;

  explicit ServedPreview(Options options = {}, const QByteArray& secret = "hello")
  {
    m_course.setRoot(m_course.add(QStringLiteral("course"), QStringLiteral("R"), BlockVersion()));
    m_course.addFile(QStringLiteral("static/a.txt"), secret);
    m_course.addFile(QStringLiteral("static/a.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
    m_course.addFile(QStringLiteral("static/a.html"), "<p>hello</p>");
    m_site = std::move(render::SiteCourse::of(m_course, m_types, m_course.key()).value());
    options.learners = {{QStringLiteral("staff"), 5, true, true, QStringLiteral("audit"), {}},
                        {QStringLiteral("learner1"), 6, false, true, QStringLiteral("audit"), {}}};
    auto server = preview::PreviewServer::start(*m_site, options);
    if (!server)
      qWarning("%s", qPrintable(server.error().toString()));
    m_server = server ? *std::move(server) : nullptr;
    m_host = QUrl(m_server->origin()).authority().toLatin1();
    const QUrl launch(m_server->launchUrl(QStringLiteral("learner1")));
    takeCookies(get(launch.path().toLatin1() + '?' + launch.query().toLatin1()));
  }

  preview::PreviewServer& server() { return *m_server; }
  QByteArray host() const { return m_host; }
  QByteArray session() const { return m_session; }
  QByteArray csrf() const { return m_csrf; }
  static QByteArray asset(const QByteArray& name = "a.txt")
  {
    return "/asset-v1:Org+Num+KeyRun+type@asset+block@" + name;
  }

  /// With the learner's session.
  QByteArray get(const QByteArray& target) const { return ask(target, m_host, m_session); }
  QByteArray ask(const QByteArray& target, const QByteArray& host, const QByteArray& cookie) const
  {
    return raw("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nCookie: " + cookie +
               "\r\nConnection: close\r\n\r\n");
  }
  QByteArray raw(const QByteArray& bytes) const { return exchangeRaw(m_server->port(), bytes); }

private:
  void takeCookies(const QByteArray& answer)
  {
    const qsizetype at = answer.indexOf("sessionid=");
    m_session = answer.sliced(at, answer.indexOf(';', at) - at);
    const qsizetype csrf = answer.indexOf("csrftoken=") + 10;
    m_csrf = answer.sliced(csrf, answer.indexOf(';', csrf) - csrf);
  }

  FakeCourse m_course;
  BlockTypes m_types = BlockTypes::builtIn();
  std::unique_ptr<render::SiteCourse> m_site;
  std::unique_ptr<preview::PreviewServer> m_server;
  QByteArray m_host;
  QByteArray m_session;
  QByteArray m_csrf;
};

} // namespace scriptorium::testing
