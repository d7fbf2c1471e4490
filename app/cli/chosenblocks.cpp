#include "app/cli/chosenblocks.h"

#include "app/cli/blockref.h"

#include <QSet>

namespace scriptorium::cli {

Result<QList<BlockId>> chosenBlocks(const Invocation& invocation, const CourseStore& store,
                                    const QStringList& references, const QString& type)
{
  QSet<BlockId> chosen;
  for (const QString& reference : references) {
    SCRIPTORIUM_TRY_ASSIGN(const BlockId id, findBlock(invocation, store, reference));
    chosen.insert(id);
  }
  SCRIPTORIUM_TRY_ASSIGN(const QList<OutlineRow> rows, store.outline());
  QList<BlockId> found;
  for (const auto& row : rows) {
    // Parents come before their children.
    if (chosen.contains(row.parent))
      chosen.insert(row.id);
    if ((type.isEmpty() || row.type == type) && (references.isEmpty() || chosen.contains(row.id)))
      found.append(row.id);
  }
  return found;
}

} // namespace scriptorium::cli
