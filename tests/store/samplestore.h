#pragma once

#include "store/coursestore.h"
#include "store/storebuilder.h"

#include <QString>

namespace scriptorium::testing {

/// A small course: root, one chapter, one sequential, two verticals (the second a draft only), html, problem
/// with a draft of its own, one file, one asset in assets/. `filler` more blocks come first, so that ids
/// differ.
struct SampleCourse
{
  BlockId course;
  BlockId html;
  BlockId problem;
  BlockId draftUnit;
  BlockId file;
  BlockId asset;
};

/// Fills `folder` (which must exist) as a course database. `deadBlocks` blocks without any version are added
/// first: they change ids and nothing else.
Result<SampleCourse> buildSample(const QString& folder, int deadBlocks = 0);

/// The bytes of the sample's asset: longer than one piece.
QByteArray sampleAsset();

/// Text of the sample's html block.
inline constexpr const char* kSampleHtml = "<p>Welcome to the <b>course</b> about caf\xc3\xa9s.</p>";

} // namespace scriptorium::testing
