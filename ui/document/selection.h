#pragma once

#include "base/ids.h"

#include <QList>
#include <QObject>

namespace scriptorium {

class OutlineModel;

/// What the author looks at: the chosen blocks (outline and unit list show the same ones), the current one
/// among them, and the block that is open in the centre. They never part: what is open is the chosen block
/// itself or what holds all chosen ones, and nothing while they stand in different places. GUI thread.
class Selection : public QObject
{
  Q_OBJECT

public:
  /// `tree` outlives it.
  explicit Selection(const OutlineModel& tree) : m_tree(tree) {}

  const QList<BlockId>& blocks() const { return m_blocks; }
  BlockId current() const { return m_current; }
  BlockId opened() const { return m_opened; }

  /// Chooses blocks. What is open stays when it is or holds all of them; else the only one is opened, or what
  /// holds all. Choosing nothing chooses what is open, if anything is. A `current` that is not chosen becomes
  /// the last one that is.
  void select(const QList<BlockId>& blocks, BlockId current);
  /// Chooses one block and opens it.
  void open(BlockId block);
  /// The same, and views scroll to it: what a click on a search hit or a finding does.
  void show(BlockId block);

  /// Chooses blocks and scrolls to the first, unless it is one of these alone that is chosen or open already.
  void reveal(const QList<BlockId>& blocks);

  /// Around a change of the tree: views that move their rows choose others meanwhile, which is not the
  /// author's choice and is not taken over. At the end what is gone is replaced by the nearest block above
  /// it, and what held the chosen ones by what holds them now.
  class Settling
  {
  public:
    explicit Settling(Selection& selection);
    ~Settling();
    Settling(const Settling&) = delete;
    Settling& operator=(const Settling&) = delete;

  private:
    Selection& m_selection;
    QList<BlockId> m_current; ///< from the course down
    QList<BlockId> m_opened;
  };
  bool isSettling() const { return m_isSettling; }

Q_SIGNALS:
  void selected();
  void openedChanged(scriptorium::BlockId block);
  /// Views scroll to the block.
  void shown(scriptorium::BlockId block);

private:
  void take(const QList<BlockId>& blocks, BlockId current, BlockId opened);
  QList<BlockId> trail(BlockId block) const;
  BlockId lastLiving(const QList<BlockId>& trail) const;
  /// The one that all of them stand in; not valid when there is none.
  BlockId holderOf(const QList<BlockId>& blocks) const;
  void settle(const QList<BlockId>& current, const QList<BlockId>& opened);

  const OutlineModel& m_tree;
  QList<BlockId> m_blocks;
  BlockId m_current;
  BlockId m_opened;
  bool m_isSettling = false;
};

} // namespace scriptorium
