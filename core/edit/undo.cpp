#include "edit/undo.h"

#include "edit/edit.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

Result<ChangeSet> undoStep(CourseStore& store, const QString& author, Timestamp at)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto step, store.undoable());
  if (!step)
    return Error{Error::Kind::NotFound, {}, u"There is nothing to undo."_s};
  Edit edit(store, u"undo"_s, u"Undo: "_s + step->label, author, at);
  SCRIPTORIUM_TRY(edit.replay(step->id, Edit::Replay::Undo));
  return edit.commit();
}

Result<ChangeSet> redoStep(CourseStore& store, const QString& author, Timestamp at)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto step, store.redoable());
  if (!step)
    return Error{Error::Kind::NotFound, {}, u"There is nothing to redo."_s};
  Edit edit(store, u"redo"_s, u"Redo: "_s + step->label, author, at);
  SCRIPTORIUM_TRY(edit.replay(step->id, Edit::Replay::Redo));
  return edit.commit();
}

} // namespace scriptorium
