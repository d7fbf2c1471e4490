#pragma once

#include "base/clock.h"
#include "edit/edit.h"
#include "model/blocktype.h"
#include "model/changeset.h"

#include <QObject>

#include <functional>
#include <memory>

namespace scriptorium {

/// An open course: the one door for every change. Lives on the thread that made it (the GUI thread in the
/// application); an edit takes about 0.2 ms with full sync. Holds the course's write lock until it goes.
class CourseSession : public QObject
{
  Q_OBJECT

public:
  /// Errors: those of CourseStore::open. `types` and `clock` must outlive the session.
  static Result<std::unique_ptr<CourseSession>> open(const QString& courseFolder, CourseStore::Mode mode,
                                                     const BlockTypes& types, const Clock& clock);
  ~CourseSession() override;

  const CourseStore& store() const;
  const BlockTypes& types() const;
  bool isReadOnly() const;
  /// The user's name on this computer.
  static QString defaultAuthor();
  /// Who the history names as author. Default: `defaultAuthor`.
  void setAuthor(const QString& author);

  using Work = std::function<Result<Unit>(Edit&)>;
  enum class Coalesce
  {
    No,
    Yes
  };
  /// Runs `work` as one undoable step named `label`. All of it is stored, or none of it when `work` fails or
  /// the process dies. `kind` groups steps ("field", "body", "move" …). Gives what changed (without
  /// an op: nothing, no step made).
  Result<ChangeSet> run(const QString& kind, const QString& label, const Work& work,
                        Coalesce coalesce = Coalesce::No);

  /// Takes back the newest step that is not yet undone, whoever made it; an undo is itself in the history.
  /// Errors: NotFound when there is none.
  Result<ChangeSet> undo();
  Result<ChangeSet> redo();
  /// Labels of what undo and redo would do; empty when there is nothing.
  QString undoLabel() const;
  QString redoLabel() const;

Q_SIGNALS:
  /// After every commit, the only announcement of a change.
  void changed(const scriptorium::ChangeSet& changes);

private:
  struct Private;
  explicit CourseSession(std::unique_ptr<Private> d);
  std::unique_ptr<Private> d;
};

} // namespace scriptorium
