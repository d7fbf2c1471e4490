#include "render/site/noteroutes.h"

#include "render/access/courseaccess.h"
#include "render/facts/answers.h"
#include "render/facts/notes.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

constexpr qsizetype kMostText = 10'000; ///< characters of a quote or a note
constexpr qsizetype kMostNotes = 500;   ///< on one text
constexpr qsizetype kMostTags = 20;

/// Why there is nothing to note for this visitor; nothing when there is.
std::optional<WebReply> refusal(const Visit& visit)
{
  if (isAnonymous(visit.learner))
    return detailReply(401, u"Authentication credentials were not provided."_s);
  if (!hasNotes(visit.course) || !CourseAccess(visit).mayEnter())
    return detailReply(404, u"This course has no notes: its advanced setting \"edxnotes\" is off."_s);
  return std::nullopt;
}

WebReply badNote(const QString& sentence)
{
  return WebReply::json(object({{"error_msg", Json(sentence)}}), 400);
}

Json listAt(const Visit& visit, int node)
{
  return visit.states.value(visit.learner.id, visit.course.stateKey(node), kept::kNotes)
      .value_or(Json::list());
}

void keepList(const Visit& visit, int node, const Json& list)
{
  const QString key = visit.course.stateKey(node);
  if (list.isEmpty())
    visit.states.remove(visit.learner.id, key, kept::kNotes);
  else
    visit.states.setValue(visit.learner.id, key, kept::kNotes, list);
}

/// What the learner may change of a note, taken from a wish. Errors: BadInput.
Result<Json> withWish(Json note, const Json& wish)
{
  const QString text = textAt(wish, "text");
  if (text.size() > kMostText)
    return Error{Error::Kind::BadInput, u"text"_s, u"A note has at most 10,000 characters."_s};
  Json tags = Json::list();
  const Json wished = wish.find("tags").value_or(Json());
  for (const Json& tag : wished.items())
    if (const QString word = tag.text().simplified().left(100); !word.isEmpty())
      tags.append(Json(word));
  if (tags.items().size() > kMostTags)
    return Error{Error::Kind::BadInput, u"tags"_s, u"A note has at most 20 tags."_s};
  note.set("text", Json(text));
  note.set("tags", tags);
  return note;
}

WebReply create(const Visit& visit)
{
  if (const auto refused = refusal(visit))
    return *refused;
  const Json wish = visit.request.json();
  const int node = visit.course.find(textAt(wish, "usage_id"));
  const bool isText =
      node >= 0 && visit.course.node(node).type == u"html" && CourseAccess(visit).isLoadable(node);
  if (!isText)
    return badNote(u"A note stands on a text that the learner sees."_s);
  const QString quote = textAt(wish, "quote");
  if (quote.isEmpty() || quote.size() > kMostText)
    return badNote(u"A note quotes a passage, of at most 10,000 characters."_s);
  Json list = listAt(visit, node);
  if (list.items().size() >= kMostNotes)
    return badNote(u"There are 500 notes on this text; delete some first."_s);
  const qint64 number = visit.states.value(visit.learner.id, {}, kept::kNotes).value_or(Json(0)).whole() + 1;
  Json note = object({{"id", Json(QString::number(number))},
                      {"quote", Json(quote)},
                      {"ranges", wish.find("ranges").value_or(Json::list())},
                      {"created", Json(isoMoment(visit.now))},
                      {"updated", Json(isoMoment(visit.now))}});
  const Result<Json> made = withWish(std::move(note), wish);
  if (!made)
    return badNote(made.error().detail);
  list.append(*made);
  keepList(visit, node, list);
  visit.states.setValue(visit.learner.id, {}, kept::kNotes, Json(number));
  return WebReply::json(noteJson(visit, {textAt(*made, "id"), node, *made}), 201);
}

/// Each note of the text as it will be: `change` gives the new one, or null for none.
template <typename Change>
WebReply changeNote(const Visit& visit, const Change& change)
{
  if (const auto refused = refusal(visit))
    return *refused;
  const QString id = visit.captured.value(0);
  const std::vector<Note> notes = notesOf(visit);
  const auto at = std::ranges::find(notes, id, &Note::id);
  if (at == notes.end())
    return detailReply(404, u"There is no such note."_s);
  const Result<Json> changed = change(at->json);
  if (!changed)
    return badNote(changed.error().detail);
  Json list = Json::list();
  const Json before = listAt(visit, at->node);
  for (const Json& each : before.items())
    if (textAt(each, "id") != id)
      list.append(each);
    else if (!changed->isNull())
      list.append(*changed);
  keepList(visit, at->node, list);
  return changed->isNull() ? emptyReply(204) : WebReply::json(noteJson(visit, {id, at->node, *changed}));
}

WebReply update(const Visit& visit)
{
  return changeNote(visit, [&visit](Json note) {
    note.set("updated", Json(isoMoment(visit.now)));
    return withWish(std::move(note), visit.request.json());
  });
}

WebReply remove(const Visit& visit)
{
  return changeNote(visit, [](const Json&) { return Result<Json>(Json()); });
}

/// Those with all words of `text` in quote, note or tags.
bool hasWords(const Note& note, const QString& words)
{
  QString all = textAt(note.json, "quote") + u' ' + textAt(note.json, "text");
  const Json tags = note.json.find("tags").value_or(Json());
  for (const Json& tag : tags.items())
    all += u' ' + tag.text();
  const QStringList each = words.simplified().split(u' ', Qt::SkipEmptyParts);
  return std::ranges::all_of(each,
                             [&all](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

WebReply list(const Visit& visit)
{
  if (const auto refused = refusal(visit))
    return *refused;
  std::vector<Note> notes = notesOf(visit);
  const QString words = visit.request.queried(u"text"_s);
  std::erase_if(notes, [&words](const Note& note) { return !hasWords(note, words); });
  const qint64 count = std::ssize(notes);
  const QString wished = visit.request.queried(u"page_size"_s);
  const qint64 size = std::clamp<qint64>(wished.isEmpty() ? 10 : wished.toLongLong(), 1, 1000);
  const qint64 pages = std::max<qint64>(1, (count + size - 1) / size);
  const qint64 page = std::clamp<qint64>(visit.request.queried(u"page"_s).toLongLong(), 1, pages);
  Json results = Json::list();
  for (qint64 i = (page - 1) * size; i < std::min(count, page * size); ++i)
    results.append(noteJson(visit, notes[size_t(i)]));
  const auto address = [&](qint64 at) {
    return at < 1 || at > pages
               ? Json()
               : Json(lmsAddress(visit, visit.request.path + u"?page=%1&page_size=%2"_s.arg(at).arg(size)));
  };
  return WebReply::json(object({{"count", Json(count)},
                                {"num_pages", Json(pages)},
                                {"current_page", Json(page)},
                                {"start", Json((page - 1) * size)},
                                {"next", address(page + 1)},
                                {"previous", address(page - 1)},
                                {"results", results}}));
}

WebReply setShown(const Visit& visit)
{
  if (const auto refused = refusal(visit))
    return *refused;
  const auto wish = visit.request.json().find("visibility");
  if (!wish || !wish->isBoolean())
    return emptyReply(400);
  visit.states.setValue(visit.learner.id, {}, kept::kNotesShown, *wish);
  return WebReply::json(Json::object());
}

} // namespace

void addNoteRoutes(Routes& routes)
{
  const QString base = u"/courses/{course}/edxnotes/"_s;
  addRoute(routes, "GET", base + u"(?:notes|search)/?"_s, list);
  addRoute(routes, "PUT", base + u"visibility/?"_s, setShown);
  addRoute(routes, "POST", u"/api/v1/annotations/?"_s, create);
  addRoute(routes, "PUT", u"/api/v1/annotations/(\\d{1,9})/?"_s, update);
  addRoute(routes, "DELETE", u"/api/v1/annotations/(\\d{1,9})/?"_s, remove);
}

} // namespace scriptorium::render
