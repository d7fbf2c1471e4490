#pragma once

#include "store/coursestore.h"

#include <QAbstractTableModel>

namespace scriptorium {

class CourseDocument;

/// The course's steps, newest first, read in pages as the view scrolls.
class HistoryModel : public QAbstractTableModel
{
  Q_OBJECT

public:
  explicit HistoryModel(CourseDocument& document, QObject* parent = nullptr);

  /// Shows the steps that touched one block only; not valid: all.
  void setBlock(BlockId block);
  const OpInfo& op(int row) const { return m_ops.at(row); }
  /// The version that the step made of the block; not valid without a block.
  VersionId versionAt(int row) const { return m_versions.value(row); }
  void refresh();

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  bool canFetchMore(const QModelIndex& parent) const override;
  void fetchMore(const QModelIndex& parent) override;

private:
  CourseDocument& m_document;
  BlockId m_block;
  QList<OpInfo> m_ops;
  QList<VersionId> m_versions;
  bool m_isComplete = false;
};

} // namespace scriptorium
