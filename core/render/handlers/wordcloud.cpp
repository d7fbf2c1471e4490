#include "render/handlers/kinds.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

const QString kWords = u"words"_s;

struct Word
{
  QString text;
  qint64 count = 0;
};

Json wordsOfAll(const Visit& visit, int node)
{
  return visit.states.value(kept::kEverybody, visit.course.stateKey(node), kWords).value_or(Json::object());
}

/// The words said most often, in the order of the alphabet, with their shares, which come to a hundred.
Json topWords(const Json& all, qint64 most, qint64 total)
{
  std::vector<Word> words;
  for (const Json::Member& member : all.members())
    words.push_back({QString::fromUtf8(member.name), member.value.whole()});
  std::ranges::stable_sort(words, std::greater(), &Word::count);
  if (std::ssize(words) > most)
    words.resize(size_t(std::max<qint64>(0, most)));
  std::ranges::sort(words, {}, [](const Word& word) { return word.text.toLower(); });
  Json top = Json::list();
  qint64 shares = 0;
  for (const Word& word : words) {
    const bool isLast = &word == &words.back();
    const qint64 share =
        isLast ? 100 - shares : qint64(std::nearbyint(100.0 * double(word.count) / double(total)));
    shares += share;
    Json entry = Json::object();
    entry.set("text", Json(word.text));
    entry.set("size", Json(word.count));
    entry.set("percent", Json(share));
    top.append(entry);
  }
  return top;
}

Json stateOf(const Visit& visit, int node, const Json& own)
{
  const bool isSubmitted = own.isList();
  const Json all = wordsOfAll(visit, node);
  qint64 total = 0;
  for (const Json& count : all.items())
    total += count.whole();
  Json said = Json::object();
  if (isSubmitted)
    for (const Json& word : own.items())
      said.set(word.text(), all.find(word.text()).value_or(Json(0)));
  Json json = Json::object();
  json.set("status", Json(u"success"_s));
  json.set("submitted", Json(isSubmitted));
  json.set("display_student_percents",
           Json(isSubmitted && visit.course.isTrue(node, u"display_student_percents"_s)));
  json.set("student_words", said);
  json.set("total_count", Json(isSubmitted ? total : 0));
  const qint64 most = visit.course.field(node, u"num_top_words"_s).whole();
  json.set("top_words", isSubmitted ? topWords(all, most, total) : Json::object());
  return json;
}

Json submitted(const Visit& visit, int node)
{
  Json own = Json::list();
  Json all = wordsOfAll(visit, node);
  for (const auto& [name, value] : visit.request.form()) {
    const QString word = value.trimmed().toLower();
    if (name != "student_words[]"_L1 || word.isEmpty())
      continue;
    own.append(Json(word));
    all.set(word, Json(all.find(word).value_or(Json(0)).whole() + 1));
  }
  const QString key = visit.course.stateKey(node);
  visit.states.setValue(kept::kEverybody, key, kWords, all);
  visit.states.setValue(visit.learner.id, key, kept::kState, own);
  return own;
}

WebReply failed(const QString& sentence)
{
  Json json = Json::object();
  json.set("status", Json(u"fail"_s));
  json.set("error", Json(sentence));
  return WebReply::json(json);
}

} // namespace

WebReply answerWordCloud(const Visit& visit, int node, const QString& dispatch)
{
  const Json own =
      visit.states.value(visit.learner.id, visit.course.stateKey(node), kept::kState).value_or(Json());
  if (dispatch == "get_state"_L1)
    return WebReply::json(stateOf(visit, node, own));
  if (dispatch != "submit"_L1)
    return failed(u"Unknown Command!"_s);
  if (own.isList())
    return failed(u"You have already posted your data."_s);
  return WebReply::json(stateOf(visit, node, submitted(visit, node)));
}

} // namespace scriptorium::render
