#pragma once

#include "app/preview/server/guests.h"
#include "app/preview/server/httpserver.h"
#include "app/preview/server/learnerclient.h"
#include "app/preview/server/visitor.h"
#include "base/clock.h"
#include "render/events/eventlog.h"
#include "render/site/site.h"
#include "render/web/memorystates.h"

#include <QHash>
#include <QMap>

#include <atomic>
#include <map>
#include <mutex>

namespace scriptorium::preview {

/// A time that stands still, or the computer's.
class PreviewClock final : public Clock
{
public:
  explicit PreviewClock(std::optional<Timestamp> fixed = {}) : m_fixed(fixed) {}
  Timestamp now() const override { return m_fixed ? *m_fixed : SystemClock().now(); }

private:
  std::optional<Timestamp> m_fixed;
};

/// The preview of one course in browsers: sessions, the checks that a server for one person needs, and the
/// site behind them. The site answers one request at a time, but for the scripts of problems: while those of
/// one learner run, others are answered. A course team may come in by a second address, with an access code.
class PreviewServer
{
public:
  struct Options
  {
    HttpOptions http;
    QList<render::Learner> learners;
    std::optional<Timestamp> date;
    /// What is kept of the learners; it must outlive the server. Null: nothing is, once it ends.
    render::LearnerStates* states = nullptr;
    /// For a course team: an address of this computer, or "0.0.0.0" for all. Empty: nobody else.
    QString listen;
    quint16 listenPort = 0;    ///< 0: any that is free
    Guests::IdOf guestId = {}; ///< null: any number that nobody has
    /// Answers below /learning/ in place of our own pages; it must outlive the server. Null: none.
    const LearnerClient* client = nullptr;
    /// Told what the LMS would log of all learners, as `EventLog` has it; called until the server has ended.
    render::EventLog::Follower onEvent = {};
  };
  /// `course` must outlive it. Errors: Io.
  static Result<std::unique_ptr<PreviewServer>> start(render::SiteCourse& course, const Options& options);
  ~PreviewServer();

  /// "http://c-….localhost:PORT/__launch?t=…" of a learner: the first visit starts the session. Any number of
  /// times. Empty: of somebody who has not signed in.
  QString launchUrl(const QString& learner) const;
  QString origin() const;
  quint16 port() const { return m_server->port(); }
  const QList<render::Learner>& learners() const { return m_learners; }
  /// Where a course team comes in, most likely first ("http://192.168.1.20:8080/"); empty: nowhere.
  QStringList teamUrls() const;
  /// What the team is asked for.
  QString accessCode() const { return m_guests ? m_guests->code() : QString(); }
  /// Shows the course as it has become. Those shown before must live while the server is answering from them.
  void show(render::SiteCourse& course);
  /// Whether requests came to a course, be it one shown before, that are not answered yet: its scripts run.
  bool isAnswering(const render::SiteCourse& course);

private:
  struct Session
  {
    QString token; ///< of the address that starts it
    QString id;
    QString csrf;
  };

  PreviewServer(render::SiteCourse& course, const Options& options);
  Result<Unit> listenForTeam(const Options& options);
  /// Null: the course that is shown, for learners who have come since.
  void openSite(render::SiteCourse* course);

  render::WebReply answer(const render::WebRequest& request);
  render::WebReply answerTeam(const render::WebRequest& request);
  render::WebReply answered(const render::WebRequest& request, const std::optional<Visitor>& visitor);
  render::WebReply takeTurn(const render::WebRequest& request, const render::Learner& learner);
  render::WebReply eventsFor(const render::WebRequest& request, const render::Learner& learner) const;
  render::WebReply answerFromSite(const render::WebRequest& request, const render::Learner& learner);
  std::optional<render::WebReply> answerFromClient(const render::WebRequest& request) const;
  render::WebReply launch(const render::WebRequest& request) const;
  static render::WebReply startSession(const Session& session, const QString& path);
  std::optional<render::WebReply> boot(const render::WebRequest& request,
                                       const std::optional<Visitor>& visitor) const;
  std::optional<Visitor> visitor(const render::WebRequest& request) const;
  Result<qint64> guestId(const QString& name);

  QString m_host;
  PreviewClock m_clock;
  render::MemoryStates m_passing; ///< when nothing is kept
  render::LearnerStates& m_states;
  const QList<render::Learner> m_learners;
  render::EventLog m_events;
  const render::Learner m_nobody = render::nobody();
  QMap<QString, Session> m_sessions; ///< by learner; does not change
  Guests::IdOf m_idOf;
  const LearnerClient* m_client;      ///< null: none
  const QString m_clientHome;         ///< the course's first page there
  QMap<QString, qint64> m_passingIds; ///< of guests, where nothing is kept
  const render::SiteCourse* m_course = nullptr;
  std::shared_ptr<render::Site> m_site;              ///< shared with those whom it answers
  QHash<const render::SiteCourse*, int> m_answering; ///< requests
  std::map<qint64, std::mutex>
      m_changing;                    ///< by learner, who changes one thing at a time; held before m_mutex
  std::atomic<qint64> m_version = 1; ///< grows with each `show`
  /// Guards the site, what it shows and the states, and all of these; but not while scripts run.
  std::mutex m_mutex;
  std::unique_ptr<Guests> m_guests; ///< null: no team
  std::mutex m_teamMutex;           ///< held until the team's server is whole
  std::unique_ptr<HttpServer> m_server;
  std::unique_ptr<HttpServer> m_teamServer;
};

} // namespace scriptorium::preview
