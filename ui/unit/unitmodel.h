#pragma once

#include "base/ids.h"
#include "model/changeset.h"

#include <QAbstractListModel>

namespace scriptorium {

class CourseDocument;
class Excerpts;

/// The blocks directly inside one container, with an excerpt each. Drops move blocks here.
class UnitModel : public QAbstractListModel
{
  Q_OBJECT

public:
  enum Role
  {
    ExcerptRole = Qt::UserRole + 100
  };
  explicit UnitModel(CourseDocument& document, QObject* parent = nullptr);

  void setContainer(BlockId container);
  BlockId container() const { return m_container; }
  BlockId idAt(const QModelIndex& index) const { return m_blocks.value(index.row()); }
  QModelIndex indexOf(BlockId block) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  /// All roles of OutlineModel, and ExcerptRole.
  QVariant data(const QModelIndex& index, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
  QStringList mimeTypes() const override;
  QMimeData* mimeData(const QModelIndexList& indexes) const override;
  bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                       const QModelIndex& parent) const override;
  bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                    const QModelIndex& parent) override;

private:
  void follow();
  QList<BlockId> childrenNow() const;

  CourseDocument& m_document;
  Excerpts* m_excerpts;
  BlockId m_container;
  QList<BlockId> m_blocks;
};

} // namespace scriptorium
