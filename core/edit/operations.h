#pragma once

#include "edit/edit.h"
#include "model/blocktype.h"
#include "model/fields.h"

#include <QList>

/// The operations an author can do on a course. Each is a plain function over an `Edit`: no undo code, no
/// announcement. A failure leaves the whole transaction to be rolled back. Errors of all of them: NotFound
/// for blocks that are not there, BadInput for what the course would not be valid with, Io.
namespace scriptorium::edit {

struct TakenFile; // edit/coursefiles.h

/// Sets a field to a raw attribute text. When policy.json overrides the field for this block (or, for the
/// course block, when Studio keeps it there), the policy entry is changed too, so that the new value is the
/// effective one.
Result<Unit> setField(Edit& edit, const BlockTypes& types, BlockId block, const QString& name,
                      const QString& raw);
/// Takes a field away (attribute and policy entry), so that the inherited or default value works again.
Result<Unit> resetField(Edit& edit, const BlockTypes& types, BlockId block, const QString& name);
/// Sets the display name.
Result<Unit> rename(Edit& edit, const BlockTypes& types, BlockId block, const QString& title);
/// Sets the body as `olx::blockText` gives it. Attributes on the start tag become fields. XML that does not
/// parse is refused unless `allowBroken`, BadInput with the line. A broken block whose new text parses
/// becomes a whole one again.
Result<Unit> setBody(Edit& edit, const BlockTypes& types, BlockId block, const QByteArray& bytes,
                     bool allowBroken = false);

/// Adds a block of a type below `parent` at `row` (-1: last), from a template ("" : the type's first, or
/// empty). Gives the new block. Its id is 32 hex digits.
Result<BlockId> addBlock(Edit& edit, const BlockTypes& types, BlockId parent, const QString& type, int row,
                         const QString& templateId = {});
/// Deletes blocks with everything below them; blocks inside others of the list are counted once.
Result<Unit> removeBlocks(Edit& edit, const QList<BlockId>& blocks);
/// Copies a block with everything below it right behind it, with new ids and " (copy)" after its title.
Result<BlockId> duplicateBlock(Edit& edit, const BlockTypes& types, BlockId block);
/// Moves blocks, in the order of the list, to `row` below `parent` (-1: last). `row` counts positions before
/// the move. Errors: BadInput when `parent` lies inside one of them or does not take their type.
Result<Unit> moveBlocks(Edit& edit, const BlockTypes& types, const QList<BlockId>& blocks, BlockId parent,
                        int row);

/// The same for blocks that `from` refers to although they stand elsewhere (aliases): only that reference
/// moves, or goes. A block that moves into a list with an alias of it (`moveBlocks`) takes its place.
Result<Unit> moveAliases(Edit& edit, const BlockTypes& types, const QList<BlockId>& blocks, BlockId from,
                         BlockId parent, int row);
Result<Unit> removeAliases(Edit& edit, const QList<BlockId>& blocks, BlockId from);

/// The blocks as the clipboard form: one OLX document with everything below them and the files they refer to.
Result<QByteArray> copyBlocks(const CourseStore& store, const BlockTypes& types,
                              const QList<BlockId>& blocks);
/// A block with everything below it as one OLX element, for people to read and to paste; its files stay. Text
/// that XML cannot hold is in base64, as on the clipboard.
Result<QByteArray> blockOlx(const CourseStore& store, const BlockTypes& types, BlockId block);
/// Inserts a clipboard document below `parent` at `row`, with new ids where an id is taken; files follow
/// unless the course has the same ones. Gives the new top blocks. Errors: BadInput for text that is no OLX.
Result<QList<BlockId>> pasteBlocks(Edit& edit, const BlockTypes& types, const QByteArray& clipboard,
                                   BlockId parent, int row);

/// Files of the course ("static/a.png", "about/overview.html", "info/updates.items.json", "tabs/x.html" …).
Result<BlockId> setFile(Edit& edit, const QString& path, QByteArrayView bytes);
Result<BlockId> importFile(Edit& edit, const TakenFile& file);
Result<Unit> removeFile(Edit& edit, const QString& path);
/// Renames a file; for static files every `/static/` reference and the entry of policies/assets.json follow.
Result<Unit> renameFile(Edit& edit, const BlockTypes& types, const QString& from, const QString& to);

/// Sets or (with an empty `json`) removes one key of the course's policy ("tabs" among them). Errors:
/// BadInput, naming line and column for text that is no JSON, and what is expected for a value that does not
/// fit the course's field of that name; null fits all.
Result<Unit> setCoursePolicy(Edit& edit, const BlockTypes& types, const QString& field,
                             const QByteArray& json);
/// Replaces or (with an empty `json`) removes the grading policy. Errors: BadInput, likewise.
Result<Unit> setGradingPolicy(Edit& edit, const QByteArray& json);

/// Publishes the draft of a unit (or of any block and all below it), or takes the draft back to what is
/// published.
Result<Unit> publish(Edit& edit, BlockId block);
Result<Unit> discardDraft(Edit& edit, BlockId block);

/// Makes an earlier version of a block its head again.
Result<Unit> restoreVersion(Edit& edit, BlockId block, VersionId version);
/// Brings a deleted block back with what was deleted along with it, to its old place in its parent. Errors:
/// BadInput when it is not deleted, or what it stood in is.
Result<Unit> restoreDeleted(Edit& edit, BlockId block);
/// Brings the whole course back to how it was right after `op`.
Result<Unit> restoreCourse(Edit& edit, OpId op);

} // namespace scriptorium::edit
