#pragma once

#include "exchange/live/livecourse.h"

#include <QSet>

namespace scriptorium {

/// Whether the file of a draft still says rightly where the draft stands (attributes `parent_url` and
/// `index_in_children_list` of a draft whose parent is no draft). True for whatever stands inside a draft,
/// and while the parent lists the children it had when it was read, whatever the attributes say.
Result<bool> isDraftPlaceRight(const CourseStore& store, const LiveCourse& course, const LiveNode& node);

/// The fields of a draft's file: with the attributes that say its place, as read where they are right.
Result<Fields> draftFields(const CourseStore& store, const LiveCourse& course, const LiveNode& node,
                           Fields fields);

/// The fields of a file of the main tree: without a draft's place, unless the file had one as it was read.
Result<Fields> publishedFields(const CourseStore& store, const LiveNode& node, Fields fields,
                               const QSet<SourceId>& draftSources);

} // namespace scriptorium
