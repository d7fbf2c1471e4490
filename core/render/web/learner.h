#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "model/text/json.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace scriptorium::render {

/// Somebody who looks at the course.
struct Learner
{
  QString name; ///< user name: "staff", "learner1"; empty: who has not signed in
  qint64 id = 0;
  bool isStaff = false;
  bool isEnrolled = true;
  QString track = QStringLiteral("audit");
  QStringList groups;                       ///< names of content groups that the learner is in
  bool isGuest = false;                     ///< came over the network, with an access code
  qint64 maskOf = 0;                        ///< the staff member who looks as this learner; 0: nobody
  std::optional<Timestamp> enrolledAt = {}; ///< nothing: when the preview first asks
};

/// "anna@example.com": where the preview says an address is needed.
inline QString emailOf(const Learner& learner)
{
  return learner.name + QStringLiteral("@example.com");
}

/// Who looks without having signed in.
inline Learner nobody()
{
  Learner learner;
  learner.id = -1;
  learner.isEnrolled = false;
  learner.track.clear();
  return learner;
}

/// What scripts and pages call a learner without the name: 32 hexadecimal digits, the same in every preview.
QString anonymousId(const Learner& learner);

/// What is kept of learners: by learner, block ("type/url_name", or "" for the course) and name, as JSON.
/// Implemented in memory and on disk (core/learners). One thread at a time.
class LearnerStates
{
public:
  virtual ~LearnerStates() = default;
  /// Nothing when nothing was kept.
  virtual std::optional<Json> value(qint64 learner, const QString& block, const QString& name) const = 0;
  /// The blocks of which something of this name is kept, in no order. Cost: what is kept of the learner.
  virtual QStringList blocksWith(qint64 learner, const QString& name) const = 0;
  virtual void setValue(qint64 learner, const QString& block, const QString& name, const Json& value) = 0;
  virtual void remove(qint64 learner, const QString& block, const QString& name) = 0;
  /// All that is kept of a learner, of everybody (sums over all included) when there is none, and of a block,
  /// or of the whole course when there is none.
  virtual void forget(std::optional<qint64> learner, const std::optional<QString>& block) = 0;

  /// Before a request is answered: what other programs have kept since is seen from now on.
  virtual void refresh() {}
  /// After it: when this returns, what was set stays. Errors: Io, Locked; nothing of it is kept then.
  virtual Result<Unit> keep() { return Unit{}; }
};

/// The names under which things are kept.
namespace kept {
inline constexpr qint64 kEverybody = 0;                ///< the learner under whom sums over all are kept
inline const QString kState = QStringLiteral("state"); ///< of a problem: the LMS's fields
inline const QString kScore = QStringLiteral("score"); ///< {"earned", "possible"}, raw points
/// Of an answered problem: which text of it was graded (grades/submission.h).
inline const QString kGradedText = QStringLiteral("text");
inline const QString kCompletion = QStringLiteral("completion"); ///< 0 to 1
inline const QString kPosition = QStringLiteral("position");     ///< of a sequence, from 1
inline const QString kBookmark = QStringLiteral("bookmark");
/// Of a text: the learner's notes on it, a list; of the course: the number of the last.
inline const QString kNotes = QStringLiteral("notes");
inline const QString kNotesShown = QStringLiteral("notes_shown"); ///< of the course: whether texts show them
inline const QString kVideo = QStringLiteral("video"); ///< of the course: how the learner sees any video
inline const QString kExam =
    QStringLiteral("exam"); ///< of a timed subsection: the attempt; of the course and everybody: their count
inline const QString kEnrolled = QStringLiteral("enrolled"); ///< of the course: when, in ms
inline const QString kSchedule =
    QStringLiteral("schedule"); ///< of the course: when the learner's schedule began anew, in ms
/// Of the course and everybody: whether due dates count from the enrolment.
inline const QString kRelativeDates = QStringLiteral("relative_dates");
inline const QString kLastSeen = QStringLiteral("last"); ///< of the course: "type/url_name" completed last
} // namespace kept

} // namespace scriptorium::render
