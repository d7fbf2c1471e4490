#pragma once

#include "app/cli/command.h"
#include "model/finding.h"
#include "model/inheritance.h"
#include "session/coursesession.h"

#include <QJsonArray>
#include <QJsonObject>

#include <memory>

namespace scriptorium::cli {

/// The block meant by a usage key, "type/url_name" (also of files: "@file/static/a.png"), "course" or "/" for
/// the root, or a path of display names from the root's children down. Errors: NotFound; Conflict, naming the
/// candidates, when a title on the path stands there more than once.
Result<BlockId> findBlock(const Invocation& invocation, const CourseStore& store, const QString& reference);

/// The same, for commands that can look at deleted blocks too: these are named by key or type/url_name.
Result<BlockId> findBlockEver(const Invocation& invocation, const CourseStore& store,
                              const QString& reference);

/// The course named on the command line, opened. Errors: those of Workspace::find and CourseSession::open.
Result<std::unique_ptr<CourseSession>> openCourse(const Invocation& invocation, const QString& course,
                                                  CourseStore::Mode mode);

/// What blocks are called, as Studio shows it: the policy's display_name before the attribute's. Reads the
/// policy once; the store and the types must outlive it.
class Titles
{
public:
  Titles(const CourseStore& store, const BlockTypes& types) : m_store(store), m_types(types), m_policy(store)
  {}
  /// Empty when it has none, or is not there.
  QString of(BlockId block) const;

private:
  const CourseStore& m_store;
  const BlockTypes& m_types;
  PolicyReader m_policy;
};

/// {"type", "id", "key", "title"} of a living block; "type/id" in words.
QJsonObject blockJson(const CourseStore& store, const Titles& titles, const Block& block);
QString blockName(const Block& block);
/// Says on the output what an edit changed: {"command", "label", "op", "changed":
/// [{"type","id","what":[…]}]}, and `more`. `lines` follow the label where there is no JSON.
void reportChanges(Invocation& invocation, const CourseStore& store, const QString& command,
                   const ChangeSet& changes, const QStringList& lines = {}, const QJsonObject& more = {});

/// One line for each block of it: name, title, and what of it changed.
QStringList changeLines(const CourseStore& store, const Titles& titles, const ChangeSet& changes);

/// A finding as the lines of a report.
QString findingText(const Finding& finding);

/// An ISO 8601 time in UTC from milliseconds since 1970; empty for 0.
QString isoTime(qint64 milliseconds);

} // namespace scriptorium::cli
