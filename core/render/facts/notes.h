#pragma once

#include "render/web/visit.h"

#include <vector>

namespace scriptorium::render {

/// A learner's note on a passage of a text.
struct Note
{
  QString id; ///< of the learner's notes
  int node = -1;
  Json json; ///< {"id", "quote", "text", "tags", "ranges", "created", "updated"}
};

/// Whether the course has learners' notes: its advanced setting `edxnotes`.
bool hasNotes(const SiteCourse& course);
/// Whether the learner wants notes to show in texts.
bool areNotesShown(const Visit& visit);
/// Those of the learner whose texts he may still see, the latest change first.
std::vector<Note> notesOf(const Visit& visit);

/// What a note says of itself, and where it stands: with "usage_id", "unit" and "section" as the LMS's list.
Json noteJson(const Visit& visit, const Note& note);

} // namespace scriptorium::render
