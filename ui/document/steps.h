#pragma once

#include "model/fields.h"
#include "model/finding.h"
#include "session/coursesession.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace scriptorium {

class CourseDocument;

namespace edit {
struct TakenFile;
}

/// One undoable step as a value: what `CourseDocument::run` does and how people read of it. It may be kept as
/// long as the document it was made for.
struct Step
{
  /// Gives the blocks that came to be.
  using Work = std::function<Result<QList<BlockId>>(Edit&)>;

  QString kind;  ///< groups steps of history ("field", "body", "move" …)
  QString label; ///< what history and undo show: "Rename “Unit 1”"
  QString verb;  ///< the same after "Could not": "rename “Unit 1”"
  Work work;
  CourseSession::Coalesce coalesce = CourseSession::Coalesce::No;
};

/// A step for each operation (edit/operations.h says what they do), under the operation's name. They name
/// blocks by the titles of now; nothing is done before the step is run.
namespace steps {

/// Sets or resets a field of all `blocks`; `spec` and `raw` are those of the first. Other types write the
/// same value in their own way; a block without the field refuses the step.
Step setField(const CourseDocument& document, const QList<BlockId>& blocks, const FieldSpec& spec,
              const QString& raw);
Step resetField(const CourseDocument& document, const QList<BlockId>& blocks, const FieldSpec& spec);
Step rename(const CourseDocument& document, BlockId block, const QString& title);
Step setBody(const CourseDocument& document, BlockId block, const QByteArray& bytes);

/// Makes one block.
Step addBlock(const CourseDocument& document, BlockId parent, const QString& type, int row,
              const QString& templateId = {});
Step removeBlocks(const CourseDocument& document, const QList<BlockId>& blocks);
/// Makes a copy of each, in the order of the list.
Step duplicateBlocks(const CourseDocument& document, const QList<BlockId>& blocks);
Step moveBlocks(const CourseDocument& document, const QList<BlockId>& blocks, BlockId parent, int row);
Step moveAliases(const CourseDocument& document, const QList<BlockId>& blocks, BlockId from, BlockId parent,
                 int row);
Step removeAliases(const CourseDocument& document, const QList<BlockId>& blocks, BlockId from);
/// Makes the top blocks of the clipboard.
Step pasteBlocks(const CourseDocument& document, const QByteArray& clipboard, BlockId parent, int row);

/// Each makes the blocks of its files.
Step setFile(const QString& path, const QByteArray& bytes);
Step importFiles(const QList<edit::TakenFile>& files);
Step removeFiles(const QStringList& paths);
Step renameFile(const CourseDocument& document, const QString& from, const QString& to);

/// `name`: the setting as people know it ("Advanced module list").
Step setCoursePolicy(const CourseDocument& document, const QString& field, const QString& name,
                     const QByteArray& json);
Step setGradingPolicy(const QByteArray& json);
/// The group configurations of the course.
Step setUserPartitions(const CourseDocument& document, const QString& json);

Step publish(const CourseDocument& document, const QList<BlockId>& blocks);
Step discardDraft(const CourseDocument& document, const QList<BlockId>& blocks);

/// Mends what the rules of these findings can mend by themselves; fails when that is nothing.
Step mend(const CourseDocument& document, const Findings& findings);
/// With no reason approvals are withdrawn.
Step approve(const Findings& findings, const std::optional<QString>& reason);

/// `asOf`: the label of the step in history that left this version.
Step restoreVersion(const CourseDocument& document, BlockId block, VersionId version, const QString& asOf);
/// `title`: what the deleted block was called; the outline no longer knows it.
Step restoreDeleted(BlockId block, const QString& title);
Step restoreCourse(const OpInfo& op);

} // namespace steps
} // namespace scriptorium
