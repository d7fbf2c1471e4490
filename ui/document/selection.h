#pragma once

#include "base/ids.h"

#include <QList>
#include <QObject>

namespace scriptorium {

/// What the author looks at: the chosen blocks (outline and unit list show the same ones), the current one
/// among them (the inspector shows it), and the block that is open in the centre.
class Selection : public QObject
{
  Q_OBJECT

public:
  using QObject::QObject;

  const QList<BlockId>& blocks() const { return m_blocks; }
  BlockId current() const { return m_current; }
  BlockId opened() const { return m_opened; }

  void select(const QList<BlockId>& blocks, BlockId current)
  {
    if (m_blocks == blocks && m_current == current)
      return;
    m_blocks = blocks;
    m_current = current;
    Q_EMIT selected();
  }
  void open(BlockId block)
  {
    if (m_opened == block)
      return;
    m_opened = block;
    Q_EMIT openedChanged(block);
  }
  /// Selects one block and opens it: what a click on a search hit or a finding does.
  void show(BlockId block)
  {
    select({block}, block);
    open(block);
    Q_EMIT shown(block);
  }

Q_SIGNALS:
  void selected();
  void openedChanged(scriptorium::BlockId block);
  /// Views scroll to the block.
  void shown(scriptorium::BlockId block);

private:
  QList<BlockId> m_blocks;
  BlockId m_current;
  BlockId m_opened;
};

} // namespace scriptorium
