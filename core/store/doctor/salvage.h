#pragma once

#include "base/progress.h"
#include "model/block.h"
#include "model/finding.h"
#include "store/sql/database.h"
#include "store/sql/versionhash.h"

#include <QHash>
#include <QMap>
#include <QSet>

namespace scriptorium {

/// Makes a whole database out of a damaged one: copies every row that can be read, then settles what does not
/// fit together. Ids stay what they are. See doctor.h for what becomes of damaged contents.
class Salvage
{
public:
  /// `from` is only read; `into` is empty.
  Salvage(Database& from, Database& into, QString courseFolder, Progress& progress);
  /// Errors: Io, Cancelled; BadInput when nothing of the database can be read.
  Result<Unit> run();

  Findings done; ///< what was changed, block by block

private:
  struct Pointers
  {
    qint64 head = 0;
    qint64 published = 0;
    friend bool operator==(const Pointers&, const Pointers&) = default;
  };
  struct BlockRow
  {
    BlockName name;
    BlockName indexedName; ///< what the index of names says
    Pointers stored;
    qint64 parent = 0;
    qint64 position = 0;
  };
  struct VersionRow
  {
    qint64 block = 0;
    bool isGood = false;
  };

  // salvagecopy.cpp
  Result<Unit> copyTables();
  Result<Unit> copyTable(const char* range, const char* one, const char* insert, int columns, qint64 highest);
  Result<Unit> copyChanges();
  Result<Unit> copyApprovals();
  Result<Unit> insertRow(const char* insert, const Statement& row, int columns);
  qint64 highest(std::initializer_list<const char*> queries);
  Result<Unit> readIndexedNames();

  // salvagecontents.cpp
  Result<Unit> settleBlobs();
  Result<Unit> settleBlob(qint64 id, const Sha256& noted, bool isFile);
  Result<Unit> replaceBlob(qint64 id, const Sha256& actual, qint64 size);
  Result<Unit> settleSources();
  Result<Unit> settleVersions();
  Result<Unit> settleVersion(qint64 id);
  Result<BlockVersion> readTolerantly(const Statement& row) const;
  bool isIntact(const BlockVersion& version, const Sha256& noted);

  // salvagetree.cpp
  Result<Unit> settleNames();
  Result<Unit> settleHistory();
  Result<Unit> settleHeads();
  Pointers wantedPointers(qint64 block) const;
  qint64 newestGood(qint64 block) const;
  Result<Unit> point(qint64 block, const Pointers& pointers);
  Result<Unit> settleTree();
  Result<Unit> adoptOrphans();
  Result<Unit> settleRoot();
  Result<Unit> settleKey();
  Result<Unit> settleMeta();
  Result<qint64> repairOp();

  void note(const BlockName& block, const QString& message);

  Database& m_from;
  Database& m_into;
  QString m_folder;
  Progress& m_progress;
  qint64 m_lostRows = 0;
  bool m_hasLostChanges = false;
  QMap<qint64, BlockRow> m_blocks;
  QMap<qint64, VersionRow> m_versions;
  QHash<qint64, Sha256> m_blobs;
  QSet<qint64> m_lostSources;
  QHash<qint64, Pointers> m_noted; ///< where the history leaves each block
  QHash<qint64, BlockId> m_parents;
  qint64 m_repairOp = 0;
};

} // namespace scriptorium
