#pragma once

#include "render/web/learner.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <memory>
#include <vector>

namespace scriptorium {

class Database;

/// What learners did in the previews of a stored course, in a database of its own beside the course's: it is
/// there again when a preview is opened again, and goes with the course. Several programs may have it open:
/// each sees what the others kept at its next `refresh`, and of two that set one value the last one counts.
/// One thread at a time; a request may set one value, and the next after others have been answered.
class LearnerStore final : public render::LearnerStates
{
public:
  /// `learners.db` in the course's folder, made when it is not there. Errors: Io; Denied, where nothing can
  /// be written; BadInput, damaged or not ours; Conflict, made by a newer Scriptorium.
  static Result<std::unique_ptr<LearnerStore>> open(const QString& courseFolder);
  /// Whether anybody was ever there.
  static bool isThere(const QString& courseFolder);
  ~LearnerStore() override;

  /// Staff and test learners keep their numbers: by name, from `kFirst` on in the order in which they came.
  /// Errors: those of writing.
  Result<qint64> idOf(const QString& learner);
  static constexpr qint64 kStaff = 5; ///< as after the site's own accounts
  static constexpr qint64 kFirst = 6;

  struct Known
  {
    qint64 id = 0;
    QString name;
  };
  /// All who ever came, in the order of their numbers. Errors: those of reading.
  Result<QList<Known>> known();
  /// The blocks of which something is kept of a learner ("" is the course), sorted.
  QStringList blocks(qint64 learner) const;

  std::optional<Json> value(qint64 learner, const QString& block, const QString& name) const override;
  QStringList blocksWith(qint64 learner, const QString& name) const override;
  void setValue(qint64 learner, const QString& block, const QString& name, const Json& value) override;
  void remove(qint64 learner, const QString& block, const QString& name) override;
  void forget(std::optional<qint64> learner, const std::optional<QString>& block) override;
  void refresh() override;
  Result<Unit> keep() override;

private:
  explicit LearnerStore(std::unique_ptr<Database> database);
  using Place = std::pair<QString, QString>; ///< block and name
  using Values = QHash<Place, Json>;
  /// One step of what is not kept yet.
  struct Change
  {
    std::optional<qint64> learner;
    std::optional<QString> block;
    QString name;          ///< empty: all names
    QByteArray value = {}; ///< empty: taken away
  };
  Values& valuesOf(qint64 learner) const;
  Result<Unit> write(const Change& change);

  std::unique_ptr<Database> m_database;
  qint64 m_seen = 0;                        ///< SQLite's count of what others committed
  mutable QHash<qint64, Values> m_learners; ///< as far as they were asked for
  std::vector<Change> m_changes;
};

} // namespace scriptorium
