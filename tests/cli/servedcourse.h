#pragma once

#include "preview/rawclient.h"
#include "program.h"

#include <QJsonDocument>
#include <QProcess>
#include <QUrl>

namespace scriptorium::testing {

/// The real program serving a course, seen as one of its learners by a browser of few words.
class ServedCourse
{
public:
  ServedCourse(const QString& store, const QString& course, const QStringList& options = {})
  {
    m_process.start(Program::path(), QStringList{QStringLiteral("serve"), course, QStringLiteral("--json"),
                                                 QStringLiteral("--store"), store} +
                                         options);
    if (m_process.waitForReadyRead(20'000))
      m_said = QJsonDocument::fromJson(m_process.readLine()).object();
  }
  /// As Ctrl+C.
  void stop()
  {
    m_process.terminate();
    m_process.waitForFinished(10'000);
  }
  /// As kill -9.
  void kill()
  {
    m_process.kill();
    m_process.waitForFinished(10'000);
  }

  bool isReady() const { return !m_said.isEmpty(); }
  QString key() const { return m_said[QStringLiteral("course")].toString(); }
  bool enter(const QString& persona = QStringLiteral("learner1"))
  {
    m_address = QUrl(m_said[QStringLiteral("personas")][persona].toString());
    m_cookies.clear();
    for (const QByteArray& line :
         get(m_address.path().toLatin1() + '?' + m_address.query().toLatin1()).split('\n'))
      if (line.startsWith("Set-Cookie: "))
        m_cookies += line.sliced(12).split(';')[0] + "; ";
    return !m_cookies.isEmpty();
  }
  QByteArray get(const QByteArray& target) const
  {
    return send("GET " + target + " HTTP/1.1\r\n" + head() + "\r\n");
  }
  QByteArray post(const QByteArray& target, const QByteArray& body) const
  {
    const qsizetype at = m_cookies.indexOf("csrftoken=") + 10;
    return send("POST " + target + " HTTP/1.1\r\n" + head() +
                "X-CSRFToken: " + m_cookies.sliced(at, m_cookies.indexOf(';', at) - at) +
                "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
  }
  QByteArray usage(const QByteArray& type, const QByteArray& name) const
  {
    return "block-v1:" + key().toLatin1().sliced(10) + "+type@" + type + "+block@" + name;
  }
  /// Answers the only question of a problem; gives the server's answer.
  QByteArray answer(const QByteArray& problem, const QByteArray& text) const
  {
    return post("/courses/" + key().toLatin1() + "/xblock/" + usage("problem", problem) +
                    "/handler/xmodule_handler/problem_check",
                "input_" + problem + "_2_1=" + text);
  }

private:
  QByteArray head() const
  {
    return "Host: " + m_address.authority().toLatin1() + "\r\nCookie: " + m_cookies +
           "\r\nConnection: close\r\n";
  }
  QByteArray send(const QByteArray& bytes) const { return exchangeRaw(quint16(m_address.port()), bytes); }

  QProcess m_process;
  QJsonObject m_said;
  QUrl m_address;
  QByteArray m_cookies;
};

} // namespace scriptorium::testing
