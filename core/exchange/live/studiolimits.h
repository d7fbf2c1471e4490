#pragma once

#include "model/finding.h"

namespace scriptorium {

/// Appends a finding for each of Studio's import limits (2 GB unpacked, 50,000 files, ratio 200) that a
/// course of this size exceeds. `packedBytes` 0: not an archive, no ratio.
void addStudioLimits(Findings& findings, qint64 entries, qint64 unpackedBytes, qint64 packedBytes);

} // namespace scriptorium
