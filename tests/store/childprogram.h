#pragma once

#include <QProcess>
#include <QStringList>

#include <memory>

namespace scriptorium::testing {

/// Runs one function of tst_storechild in a process of its own, which may be killed. Its folder is `folder`.
/// `fault`: SCRIPTORIUM_FAULT of the process.
std::unique_ptr<QProcess> startChild(const char* function, const QString& folder, const QString& fault = {});
/// Waits for it to end by itself or by a signal; its exit code, -1 when it was killed.
int finishChild(QProcess& child);
/// The file in which the child acknowledges what it has done, one byte for each.
QString acknowledged(const QString& folder);

} // namespace scriptorium::testing
