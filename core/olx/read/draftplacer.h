#pragma once

#include "olx/read/treebuilder.h"

#include <QHash>
#include <QSet>

namespace scriptorium::olx {

/// Reads drafts/ into a course whose main tree is complete: gives blocks their draft states and puts units
/// that exist only there among their parents' children (docs/olx.md, Drafts).
class DraftPlacer
{
public:
  DraftPlacer(Records& records, const FileTable& files, Report& report, TreeBuilder& builder,
              ParsedCourse& course)
      : m_records(records), m_files(files), m_report(report), m_builder(builder), m_course(course)
  {}

  void place();

private:
  struct Candidate
  {
    int file = -1;
    TypeIndex type = 0;
    QByteArray name; ///< the file's name, whatever the element says
    QString parentUrl;
    QString index;
    qint64 position = 0;
  };

  void collect();
  bool isCandidateParent(const Candidate& candidate) const;
  void placeOne(const Candidate& candidate);
  qsizetype parentOf(const Candidate& candidate) const;
  void insert(qsizetype parent, qsizetype block, qint64 position);
  bool stands(qsizetype block, qsizetype parent) const;
  Place placeOf(const Candidate& candidate) const;

  Records& m_records;
  const FileTable& m_files;
  Report& m_report;
  TreeBuilder& m_builder;
  ParsedCourse& m_course;
  std::vector<Candidate> m_candidates;
  QSet<QByteArray> m_names;              ///< "type/name" of the candidates
  QHash<qsizetype, qsizetype> m_parents; ///< of the main tree's blocks
  struct Cursor
  {
    qsizetype at = 0;  ///< where the newest draft was put
    qint64 blocks = 0; ///< how many blocks stand before it
  };
  QHash<QPair<qsizetype, bool>, Cursor> m_cursors; ///< by parent, and whether its draft's list is meant
};

} // namespace scriptorium::olx
