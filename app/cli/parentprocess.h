#pragma once

#include <QtGlobal>

namespace scriptorium::cli {

/// The process that started this one; another one, once that has ended.
qint64 parentProcess();

} // namespace scriptorium::cli
