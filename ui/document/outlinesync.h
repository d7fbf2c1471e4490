#pragma once

#include "ui/document/outlinemodel.h"

namespace scriptorium {

/// Brings an outline model up to a change set with as few row operations as the change needs: rows that kept
/// their order stay, the others are removed, moved or inserted one by one.
class OutlineSync
{
public:
  enum class Announce
  {
    Yes,
    No ///< the caller changes the layout as a whole
  };
  OutlineSync(OutlineModel& model, const CourseStore& store, Announce announce = Announce::Yes);

  /// False when the tree could not be brought in line (the caller reloads it).
  bool apply(const ChangeSet& changes);

private:
  Result<OutlineRow> read(BlockId id) const;
  bool updateRow(BlockId id);
  void removeGone(const QList<BlockId>& gone);
  bool orderChildren(BlockId parent);
  void removeLeftOver(BlockId parent);
  bool place(Outline::Node* parent, const QList<BlockId>& wanted, int at);
  bool moveTo(Outline::Node* node, Outline::Node* parent, int at);
  bool insertNew(Outline::Node* parent, int at, BlockId id);
  bool fill(Outline::Node* parent);

  OutlineModel& m_model;
  Outline& m_outline;
  const CourseStore& m_store;
  bool m_announce;
};

} // namespace scriptorium
