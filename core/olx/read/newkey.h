#pragma once

#include "model/coursekey.h"
#include "olx/records/parsedcourse.h"

#include <functional>

namespace scriptorium::olx {

/// What `giveKey` reads and stores bytes with.
struct KeyedBytes
{
  std::function<QByteArray(BlobId)> read; ///< of course.xml, course/*.xml and policies/**; empty: not kept
  std::function<Result<BlobId>(QByteArray)> keep;
};

/// Makes a course as read the course of another key, as Studio's import into that course does: course.xml and
/// course/RUN.xml name it, policies/RUN and the pages of the run lie below the new run, and a wiki slug or a
/// discussion topic made of the old key is made of the new one. Where the new run's files are there already,
/// the two change places. Everything else stays byte for byte. Libraries stay as they are. Errors: those of
/// `keep`. Source: xml_importer.py, course_block.py.
Result<Unit> giveKey(ParsedCourse& course, const CourseKey& key, const KeyedBytes& bytes);

/// Whether `giveKey` may have to read this member.
bool isKeyed(const QString& path);

} // namespace scriptorium::olx
