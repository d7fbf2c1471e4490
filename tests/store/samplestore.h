#pragma once

#include "store/coursestore.h"
#include "store/storebuilder.h"

#include <QString>

namespace scriptorium::testing {

/// A small course: root, one chapter, one sequential, two verticals (the second a draft only), html, problem
/// with a draft of its own, one file, one asset in assets/.
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

/// Makes a version with this body the head of a block, as an op of its own: what core/edit does, in small.
Result<VersionId> editBody(CourseStore& store, BlockId block, const QByteArray& body);

/// Everything a course holds, as one text: equal texts, equal courses. What cannot be read says so.
QByteArray dump(const QString& folder);

/// The bytes of the sample's asset: longer than one piece.
QByteArray sampleAsset();

/// Text of the sample's html block.
inline constexpr const char* kSampleHtml = "<p>Welcome to the <b>course</b> about caf\xc3\xa9s.</p>";

} // namespace scriptorium::testing
