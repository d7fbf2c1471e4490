#pragma once

#include "store/coursestore.h"
#include "store/lock.h"
#include "store/sql/database.h"

#include <QHash>

#include <optional>

namespace scriptorium {

struct CourseStore::Private
{
  QString folder;
  // The lock outlives the database: nobody may write while the last checkpoint runs.
  std::unique_ptr<WriteLock> lock;
  std::unique_ptr<Database> database;
  std::optional<CourseKey> key;
  BlockId root;
  std::weak_ptr<void> snapshot;
};

} // namespace scriptorium
