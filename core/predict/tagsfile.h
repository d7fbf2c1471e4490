#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace scriptorium::predict {

struct TagsComplaint
{
  QString sentence;
  int line = 0;
};

/// What in tags.csv makes Studio's import fail in its last step: a row whose ID is no valid id of a block.
/// Everything else is only logged. Source: content_tagging/api.py, import_course_tags_from_csv.
std::optional<TagsComplaint> complaintOfTags(const QByteArray& csv);

} // namespace scriptorium::predict
