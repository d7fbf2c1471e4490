#pragma once

#include "checks/partitions.h"
#include "checks/rules.h"
#include "model/blocktype.h"
#include "model/courseview.h"
#include "model/inheritance.h"

#include <QHash>
#include <QSet>

#include <memory>
#include <optional>

namespace scriptorium::checks {

/// One state of a course for rules to look at, with what several of them need read once. Rules do not fail:
/// what cannot be read is empty, and the first error stays in `failure`. One thread.
class CourseSnapshot
{
public:
  CourseSnapshot(const CourseView& view, const BlockTypes& types);

  const CourseView& view() const { return beside(m_view); }
  const BlockTypes& types() const { return m_types; }
  /// As `BlockTypes::field`, for asking often.
  const FieldSpec* field(const QString& type, const QString& name) const;

  bool isCourse() const { return m_kind == CourseKey::Kind::Course; }
  /// Whether Studio does to it what the rules are about: not to a library of today.
  bool isJudged() const { return m_kind != CourseKey::Kind::Library; }
  const Block& root() const { return m_root; }
  /// The published state of the course block, else its head.
  BlockVersion rootVersion() const;

  const PolicyReader& policy() const;
  struct PolicyFile
  {
    QString path; ///< empty: there is none
    QByteArray bytes;
  };
  PolicyFile policyFile() const { return policyFile(policy().path()); }
  PolicyFile gradingPolicyFile() const { return policyFile(policy().gradingPolicyPath()); }
  /// Of the grading policy, or those of a course without one; in order.
  const QStringList& assignmentTypes() const;
  bool isAssignmentType(const QString& name) const;

  /// A file, folder or link that no block was read from.
  struct File
  {
    BlockId id;
    QString path;
  };
  /// All of them, in the order of their ids.
  const QList<File>& files() const;
  bool isFile(const File& file) const; ///< false: a folder or a link
  bool hasFile(const QString& path) const;
  /// The bytes of a file, links followed; nothing when it is not there.
  std::optional<QByteArray> fileBytes(const QString& path) const;
  /// Whether a file below static/ is meant by this name, which may be its name on the server.
  bool hasStatic(const QString& name) const;
  bool hasStaticFiles() const;
  /// " There is static/A.png, …" when a file of the course has this path but for the case of its letters;
  /// else empty.
  QString otherCase(const QString& path) const;
  /// Whether a block of any type has this url_name.
  bool hasName(const QString& urlName) const;
  const Partitions& partitions() const;
  /// The block or file of that name; not valid when there is none. Asks the course once for each name.
  BlockId find(const QString& type, const QString& urlName) const;
  QByteArray bytes(BlobId blob) const;
  /// Path of an OLX file as it was read; empty for an id that is not valid.
  QString sourcePath(SourceId source) const;
  /// The file in which the block's element stands when it is written.
  QString ownFile(const Block& block) const;

  /// Whether something of the course was asked for since: then an answer about one block hangs on more than
  /// it.
  void startWatching() const { m_hasLookedBeside = false; }
  bool hasLookedBeside() const { return m_hasLookedBeside; }

  /// Reads again what changed. The rest is still true of the store.
  void forget(Inputs inputs);
  const std::optional<Error>& failure() const { return m_failure; }
  void clearFailure() { m_failure.reset(); }

private:
  template <typename T>
  const T& beside(const T& asked) const
  {
    m_hasLookedBeside = true;
    return asked;
  }
  PolicyFile policyFile(const QString& path) const;
  template <typename T>
  T take(Result<T> result) const;

  const CourseView& m_view;
  const BlockTypes& m_types;
  mutable bool m_hasLookedBeside = false;
  mutable std::optional<Error> m_failure; ///< before what is read at once
  CourseKey::Kind m_kind = CourseKey::Kind::Course;
  Block m_root;
  mutable QHash<QString, QHash<QString, const FieldSpec*>> m_fields; ///< by type and name
  mutable std::unique_ptr<PolicyReader> m_policy;
  mutable std::optional<QList<File>> m_files;
  mutable std::optional<QStringList> m_assignmentTypes;
  mutable std::unique_ptr<Partitions> m_partitions;
  mutable std::optional<QSet<QByteArray>> m_names;
  struct FileNames
  {
    QSet<QString> statics;          ///< paths below static/, and what they are called on the server
    QHash<QString, QString> folded; ///< paths by themselves in lower case
  };
  const FileNames& fileNames() const;
  mutable std::optional<FileNames> m_fileNames;
  mutable QSet<QString> m_assignmentTypeNames;
  mutable QHash<std::pair<QString, QString>, BlockId> m_found; ///< by type and name
};

} // namespace scriptorium::checks
