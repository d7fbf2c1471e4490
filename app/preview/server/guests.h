#pragma once

#include "app/preview/server/accesscode.h"
#include "app/preview/server/visitor.h"
#include "base/result.h"
#include "render/web/web.h"

#include <QMap>
#include <QStringList>

#include <functional>
#include <mutex>
#include <optional>

namespace scriptorium::preview {

/// The people of a course team who look at a preview over the network: the page that asks for the access
/// code, and their sessions. Everybody is a learner of the own name. Thread-safe.
class Guests
{
public:
  /// The number of a learner of this name. Errors: those of writing.
  using IdOf = std::function<Result<qint64>(const QString& name)>;

  /// `hosts`: the names under which the server is reached, with port ("192.168.1.20:8080").
  Guests(QString code, QStringList hosts) : m_code(std::move(code)), m_hosts(std::move(hosts)) {}

  QString code() const { return m_code.text(); }
  const QStringList& hosts() const { return m_hosts; }
  /// Whether a request is for this server: against other names that lead here (DNS rebinding).
  bool isHost(const render::WebRequest& request) const;
  std::optional<Visitor> visitor(const render::WebRequest& request) const;

  /// The page `/__enter`, and what is posted there.
  render::WebReply enter(const render::WebRequest& request, const IdOf& idOf);
  /// All who came.
  QList<render::Learner> learners() const;

private:
  render::WebReply admit(const render::WebRequest& request, const IdOf& idOf);
  struct Session
  {
    render::Learner learner;
    QString csrf;
  };
  AccessCode m_code;
  const QStringList m_hosts;
  QMap<QString, Session> m_sessions; ///< by the id in the cookie
  mutable std::mutex m_mutex;        ///< guards the code's counts and the sessions
};

} // namespace scriptorium::preview
