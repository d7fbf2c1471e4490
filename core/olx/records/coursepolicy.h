#pragma once

#include "olx/records/filetable.h"
#include "olx/records/rootfinder.h"

namespace scriptorium::olx {

/// Kind, org, number, run and root path as Studio reads them from the root element (docs/olx.md, Root).
void nameCourse(ParsedCourse& course, const CourseRoot& root);

/// The bytes of the first of `paths` below the root that is there and not an empty object; null when none is.
/// `file` gets its index.
QByteArray policyText(const Records& records, const FileTable& files, const QByteArrayList& paths,
                      int* file = nullptr);

/// The title: display_name in the policy of the run, else on the root block.
void setTitle(ParsedCourse& course, const Records& records, const FileTable& files);

} // namespace scriptorium::olx
