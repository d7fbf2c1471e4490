#pragma once

#include "base/progress.h"
#include "model/blocktype.h"
#include "model/courseview.h"

#include <QList>
#include <QString>

namespace scriptorium {

/// How one block or file differs between two courses.
struct Difference
{
  enum class Kind
  {
    Added,
    Removed,
    Changed
  };
  Kind kind = Kind::Changed;
  QString type; ///< kFileType for files
  QString urlName;
  QString title;
  struct Part
  {
    QString what;   ///< field name, "body", "children", "parent", "published", "draft"
    QString before; ///< raw text; empty when not set; bodies and child lists as a one-line summary
    QString after;
    bool wasSet = true;
    bool isSet = true;
  };
  QList<Part> parts; ///< Changed only
};

struct DiffResult
{
  QList<Difference> differences; ///< sorted by type and url_name
  bool isSame() const { return differences.isEmpty(); }
};

/// Compares two courses by meaning (attributes as a set, JSON values parsed, bodies in normal form), block by
/// block and field by field: two stored courses, two archives as read, or what learners get (PublishedView)
/// with what its author edits. Courses under different keys with the same content are the same. Errors: those
/// of reading; Cancelled.
Result<DiffResult> diffCourses(const CourseView& first, const CourseView& second, const BlockTypes& types,
                               Progress& progress);

} // namespace scriptorium
