#pragma once

#include "model/blocktype.h"
#include "model/changeset.h"
#include "ui/document/blockfacts.h"
#include "ui/document/outline.h"
#include "ui/document/outlinefilter.h"

#include <QAbstractItemModel>
#include <QSet>

#include <functional>

namespace scriptorium {

class PolicyReader;

/// The course's tree as a Qt model: one column, the course as its only top row. Follows change sets row by
/// row; when one touches more than `kPreciseRows` blocks it asks for a reload and takes the new tree in one
/// change of layout, which keeps selection and open branches. Filters itself: there is no proxy. GUI thread.
class OutlineModel : public QAbstractItemModel
{
  Q_OBJECT

public:
  static constexpr qsizetype kPreciseRows = 500;
  static constexpr auto kMimeType = "application/x-scriptorium-blocks";

  enum Role
  {
    IdRole = Qt::UserRole + 1, ///< qint64
    TypeRole,                  ///< OLX tag
    TypeNameRole,              ///< for people
    IconRole,                  ///< name of an icon
    BadgesRole,                ///< Badges
    IsContainerRole,
    FactsRole ///< QStringList: dates, grading and visibility in words, what matters most first
  };
  explicit OutlineModel(const BlockTypes& types, QObject* parent = nullptr);

  const Outline& outline() const { return *m_outline; }
  const BlockTypes& types() const { return m_types; }
  QModelIndex indexOf(BlockId id) const;
  static BlockId idOf(const QModelIndex& index);
  /// The title people see: never empty.
  QString title(const Outline::Node* node) const;
  /// Who tells what is set on a block; without one nothing is.
  void setFacts(std::function<BlockFacts(BlockId)> facts) { m_factsOf = std::move(facts); }
  /// Who gives the display_name of a block whose attribute is `row.title`; without one it is the attribute.
  void setNames(std::function<QString(const OutlineRow& row)> names) { m_nameOf = std::move(names); }
  void setEditable(bool editable) { m_isEditable = editable; }

  /// The blocks that the last `apply` moved.
  const QList<BlockId>& lastMoved() const { return m_lastMoved; }
  /// Takes a whole tree, named already (`takeNames`). Keeps persistent indexes of blocks that are still
  /// there.
  void replace(const QList<OutlineRow>& rows);
  /// Follows an edit. False when it is too large or the tree does not fit it: then the caller reloads.
  bool apply(const ChangeSet& changes, const CourseStore& store);
  /// Rows that do not match, and have nothing below that does, disappear. An empty text shows all.
  void setFilter(const QString& text);
  bool isFiltered() const { return !m_filter.isEmpty(); }
  int matchCount() const { return m_matches; }
  /// The first block from above that matches; not valid when there is no filter or no match.
  BlockId firstMatch() const;
  /// Where a drop at `row` below `parent` (both as the view counts) lies among all children.
  int realRow(const QModelIndex& parent, int row) const;
  bool takesChildren(const Outline::Node* parent, const QStringList& types) const;

  /// The blocks that get a badge for their errors.
  void setFaulty(const QSet<BlockId>& blocks);
  /// The blocks that get a badge because text typed in them is not part of the course.
  void setHeld(const QSet<BlockId>& blocks);

  /// The same data and drags for views that show blocks in another arrangement.
  QVariant dataOf(BlockId block, int role) const;
  QMimeData* mimeOf(const QList<BlockId>& blocks) const;
  QList<BlockId> draggedBlocks(const QMimeData* data) const;
  bool canTake(const QMimeData* data, BlockId parent) const;
  /// Why `parent` does not take the blocks of a drag, for people; empty when it takes them, or when no block
  /// of this course is dragged.
  QString refusal(const QMimeData* data, BlockId parent) const;

  QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  QModelIndex parent(const QModelIndex& child) const override;
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
  QStringList mimeTypes() const override;
  QMimeData* mimeData(const QModelIndexList& indexes) const override;
  bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                       const QModelIndex& parent) const override;
  bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                    const QModelIndex& parent) override;

Q_SIGNALS:
  void renameRequested(scriptorium::BlockId block, const QString& title);
  void moveRequested(const QList<scriptorium::BlockId>& blocks, scriptorium::BlockId parent, int row);

private:
  friend class OutlineSync;
  QModelIndex indexOf(const Outline::Node* node) const;
  static Outline::Node* nodeOf(const QModelIndex& index);
  const std::vector<Outline::Node*>& childrenOf(const Outline::Node* node) const;
  void refilter();
  bool refilter(Outline::Node* node);
  QString refusalOf(const Outline::Node* child, const Outline::Node* parent) const;
  void repaintBadges(const QSet<BlockId>& before, const QSet<BlockId>& after);
  void relayout(const std::function<void()>& change);

  const BlockTypes& m_types;
  std::unique_ptr<Outline> m_outline;
  OutlineFilter m_filter;
  QString m_filterText;
  int m_matches = 0;
  QSet<BlockId> m_faulty;
  QSet<BlockId> m_held;
  std::function<QString(const OutlineRow&)> m_nameOf;
  std::function<BlockFacts(BlockId)> m_factsOf;
  QList<BlockId> m_lastMoved;
  bool m_isEditable = true;
};

/// The row of one living block, as `CourseStore::outline` gives it.
Result<OutlineRow> outlineRow(const CourseStore& store, BlockId id);
/// Gives the rows the names that blocks have by the policy. Any thread.
void takeNames(QList<OutlineRow>& rows, const BlockTypes& types, const PolicyReader& policy);

} // namespace scriptorium
