#pragma once

#include "base/progress.h"
#include "store/doctor/doctor.h"
#include "store/sql/database.h"
#include "store/sql/versionhash.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <functional>
#include <vector>

namespace scriptorium {

/// One look over a database (see doctor.h): the checks, in the order in which they are called, and what they
/// learn about it. Each check goes on as far as it can read.
class Checkup
{
public:
  Checkup(Database& database, QString courseFolder, Progress& progress);

  /// Errors: Cancelled; else what is wrong becomes a finding.
  Result<Unit> run();

  Findings findings;
  qint64 versions = 0;
  qint64 blobs = 0;
  qint64 bytes = 0;
  QStringList strayFiles; ///< paths of asset files that no row names
  QSet<qint64> damagedBlobs;
  QSet<qint64> damagedVersions; ///< also those whose body is damaged

private:
  struct BlockRow
  {
    BlockName name;
    qint64 head = 0;
    qint64 published = 0;
    qint64 parent = 0;
    qint64 position = 0;
  };
  struct Place
  {
    qint64 parent = 0;
    qint64 position = 0;
  };

  void checkPages();
  void checkSchema();
  Result<Unit> checkBlobs();
  void checkAssetFile(qint64 blob, const Sha256& hash, qint64 size);
  void checkStrayFiles();
  void readBlocks();
  void checkSources();
  Result<Unit> checkVersions();
  void checkVersion(const Statement& row);
  void checkPointers();
  void checkHistory();
  void checkTree();
  void checkReachable();
  void checkMeta();
  Result<Unit> checkSearch();
  Result<bool> isIndexRight();

  /// Calls `take` for every row it can read; a row that cannot be read ends it with a finding.
  void eachRow(const char* sql, const std::function<void(const Statement&)>& take);
  void add(const char* rule, const QString& message, const BlockName& block = {},
           Finding::Severity severity = Finding::Severity::Error);
  QString users(qint64 blob);
  BlockName nameOf(qint64 block) const;

  Database& m_database;
  QString m_folder;
  Progress& m_progress;
  QHash<qint64, Sha256> m_blobs;
  QHash<qint64, BlockRow> m_blocks;
  QHash<qint64, qint64> m_versionBlock;
  QHash<qint64, qint64> m_sourceVersions;
  QHash<qint64, Place> m_places; ///< by child: where the head of its parent puts it
};

} // namespace scriptorium
