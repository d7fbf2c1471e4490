#include "render/facts/notes.h"

#include "render/access/courseaccess.h"
#include "render/facts/answers.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

bool hasNotes(const SiteCourse& course)
{
  return course.isTrue(course.root(), u"edxnotes"_s);
}

bool areNotesShown(const Visit& visit)
{
  const auto wish = visit.states.value(visit.learner.id, {}, kept::kNotesShown);
  return wish ? wish->boolean() : visit.course.isTrue(visit.course.root(), u"edxnotes_visibility"_s);
}

std::vector<Note> notesOf(const Visit& visit)
{
  std::vector<Note> notes;
  const CourseAccess access(visit);
  for (const int node : visit.course.nodesOf(visit.states.blocksWith(visit.learner.id, kept::kNotes))) {
    if (!access.isLoadable(node))
      continue;
    const Json list =
        visit.states.value(visit.learner.id, visit.course.stateKey(node), kept::kNotes).value_or(Json());
    for (const Json& note : list.items())
      notes.push_back({textAt(note, "id"), node, note});
  }
  std::ranges::stable_sort(notes, std::greater(),
                           [](const Note& note) { return textAt(note.json, "updated"); });
  return notes;
}

Json noteJson(const Visit& visit, const Note& note)
{
  const SiteCourse& course = visit.course;
  Json json = note.json;
  const std::vector<int> path = course.path(note.node);
  const auto place = [&](size_t depth) {
    if (path.size() <= depth)
      return Json();
    return object({{"display_name", Json(course.title(path[depth]))},
                   {"usage_id", Json(course.usageKey(path[depth]))},
                   {"url", Json(jumpAddress(visit, path[depth]))}});
  };
  json.set("course_id", Json(course.keyText()));
  json.set("usage_id", Json(course.usageKey(note.node)));
  json.set("user", Json(anonymousId(visit.learner)));
  json.set("chapter", place(1));
  json.set("section", place(2));
  json.set("unit", place(3));
  return json;
}

} // namespace scriptorium::render
