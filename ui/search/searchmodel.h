#pragma once

#include "search/search.h"

#include <QAbstractTableModel>

namespace scriptorium {

class CourseDocument;

/// The hits of a search as a table: a row for each place, the block named in its first one.
class SearchModel : public QAbstractTableModel
{
  Q_OBJECT

public:
  enum Column
  {
    BlockColumn,
    WhereColumn,
    ExcerptColumn,
    ColumnCount
  };
  enum Role
  {
    MarkBeginRole = Qt::UserRole, ///< of what was found, in the excerpt
    MarkLengthRole
  };

  explicit SearchModel(const CourseDocument& document, QObject* parent = nullptr);

  void setHits(const QList<SearchHit>& hits);
  qsizetype blockCount() const { return m_hits.size(); }
  BlockId blockAt(int row) const;
  const SearchPlace& placeAt(int row) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
  struct Row
  {
    qsizetype hit = 0;
    qsizetype place = 0;
  };
  QString whereText(const SearchHit& hit, const SearchPlace& place) const;
  QString pathText(BlockId block) const;

  const CourseDocument& m_document;
  QList<SearchHit> m_hits;
  QList<Row> m_rows;
};

} // namespace scriptorium
