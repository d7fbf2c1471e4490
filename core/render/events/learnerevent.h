#pragma once

#include "model/text/json.h"
#include "render/web/happening.h"
#include "render/web/visit.h"

namespace scriptorium::render {

/// What one learner did, with all that its entry in the LMS's log says, before it is written out: a value
/// that knows nothing of the course any more. Cheap to make and to copy.
struct LearnerEvent
{
  qint64 number = 0; ///< from 1 on, as `EventLog` counts them; it is also the microsecond of the time
  Happening::Source source = Happening::Source::Server;
  QString name;
  QByteArray data; ///< JSON, or a text that is none; at most `kMostData` bytes
  Timestamp time;
  qint64 learnerId = 0; ///< of the session, whoever it looks as; negative: nobody who has signed in
  QString learner;
  QString course; ///< its key
  QString organisation;
  QString courseTitle;
  QString block; ///< usage key; empty: of no block
  QString title; ///< of the block
  QString unit;  ///< usage key of the unit that the block stands in
  QString path;  ///< of the request
  QString page, referer, agent, language, session;

  /// Longer data is cut, as in the LMS (setting TRACK_MAX_EVENT).
  static constexpr qsizetype kMostData = 50'000;
};

/// Where the LMS would be. The preview's own address, which is of this computer and of one run, stands in no
/// event.
inline const QString kEventOrigin = QStringLiteral("http://preview.localhost");

LearnerEvent learnerEvent(const Happening& happening, const SiteCourse& course, const Learner& learner,
                          const WebRequest& request, Timestamp now);

/// The moment as the LMS writes it, "2026-11-29T12:00:00.000001+00:00".
QString eventTime(const LearnerEvent& event);
/// What the LMS writes as one line of its tracking log (as LMS: common/djangoapps/track, shim.py and
/// transformers.py).
Json trackingEvent(const LearnerEvent& event);

/// The statements that an LMS with event-routing-backends sends to a learning record store: none, one, or a
/// problem's with one of each of its questions behind it. Ids are as there (uuid5 of actor, time and verb).
QList<Json> xapiStatements(const LearnerEvent& event);

/// What the frame around the course lists: {"number", "time", "name", "source", "block", "title", "unit",
/// "tracking", "xapi": [statement]}.
Json shownEvent(const LearnerEvent& event);

} // namespace scriptorium::render
