#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

namespace scriptorium::testing {

/// How a process of its own ended that did one job of tst_faultchild; the plan of faults is read once a
/// process.
struct FaultRun
{
  bool wasKilled = false;
  QByteArray said;       ///< "done", or the error's kind and reason; empty when it was killed
  QByteArrayList passed; ///< with the fault "list": the points it passed, in order
};

/// Runs `job` ("writesAFile", "passesPoints") in `folder` with SCRIPTORIUM_FAULT set to `fault`.
FaultRun runWithFault(const char* job, const QString& folder, const QString& fault);

/// The file that "writesAFile" replaces with kNewBytes.
QString writtenFile(const QString& folder);
inline constexpr char kNewBytes[] = "what comes after";

} // namespace scriptorium::testing
