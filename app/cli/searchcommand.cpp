#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "search/search.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

QString whereName(SearchPlace::Where where)
{
  switch (where) {
  case SearchPlace::Where::Title:
    return u"title"_s;
  case SearchPlace::Where::Text:
    return u"text"_s;
  case SearchPlace::Where::Field:
    return u"field"_s;
  }
  return {};
}

QJsonObject hitJson(const CourseStore& store, const SearchHit& hit)
{
  QJsonArray places;
  for (const auto& place : hit.places)
    places.append(QJsonObject{{u"where"_s, whereName(place.spot)},
                              {u"field"_s, place.field},
                              {u"excerpt"_s, place.excerpt},
                              {u"begin"_s, place.mark.begin},
                              {u"length"_s, place.mark.length}});
  return {{u"type"_s, hit.type},
          {u"id"_s, hit.urlName},
          {u"key"_s, store.key().usageKey(hit.type, hit.urlName)},
          {u"title"_s, hit.title},
          {u"places"_s, places}};
}

QString hitText(const SearchHit& hit)
{
  QString text = u"%1/%2  %3"_s.arg(hit.type, hit.urlName, hit.title);
  for (const auto& place : hit.places) {
    const bool isField = place.spot == SearchPlace::Where::Field;
    text += u"\n    %1: %2"_s.arg(isField ? place.field : whereName(place.spot), place.excerpt);
  }
  return printable(text);
}

Result<SearchQuery> queryOf(const Invocation& invocation)
{
  SearchQuery query;
  query.text = invocation.arguments.mid(1).join(u' ');
  query.type = invocation.options.value(u"type"_s);
  const QString where = invocation.options.value(u"in"_s, u"all"_s);
  if (where == u"text")
    query.scope = SearchQuery::Where::Text;
  else if (where == u"fields")
    query.scope = SearchQuery::Where::Fields;
  else if (where != u"all")
    return Error{Error::Kind::BadInput, u"--in"_s, u"Say all, text or fields."_s};
  if (invocation.has(u"limit"_s)) {
    bool isNumber = false;
    query.limit = invocation.options.value(u"limit"_s).toInt(&isNumber);
    if (!isNumber || query.limit < 1)
      return Error{Error::Kind::BadInput, u"--limit"_s, u"Give a whole number from 1 on."_s};
  }
  if (searchTerms(query.text).isEmpty())
    return Error{Error::Kind::BadInput, u"QUERY"_s, u"Give at least one letter or digit to look for."_s};
  return query;
}

Result<int> search(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const SearchQuery query, queryOf(invocation));
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadOnly));
  SCRIPTORIUM_TRY_ASSIGN(const auto results,
                         scriptorium::search(session->store(), query, invocation.progress));
  for (const auto& hit : results.hits)
    invocation.output.result(hitJson(session->store(), hit), hitText(hit));
  if (results.hits.isEmpty())
    invocation.output.message(
        u"Nothing found. Words of text match whole, the last one also as a beginning."_s);
  if (results.hasMore)
    invocation.output.message(u"There is more; --limit shows it."_s);
  return kDone;
}

} // namespace

Command searchCommand()
{
  return {.name = u"search"_s,
          .arguments = u"COURSE QUERY..."_s,
          .summary = u"Finds blocks by title, by what learners read, and by the values of fields."_s,
          .help =
              u"All words must be there, without regard to case and accents. In titles and text they match "
              "whole, the last one also as a beginning; in one field they match inside of words too. "
              "\"Quoted words\" match as a phrase. Drafts are searched, files are not."_s,
          .example = u"scriptorium-cli search DemoX photosynthesis\n"
                     "scriptorium-cli search DemoX --in fields --type video youtu.be"_s,
          .options = {{u"in"_s,
                       u"WHERE"_s,
                       u"all (default), text (titles and text) or fields (and ids)"_s,
                       {u"all"_s, u"text"_s, u"fields"_s}},
                      {u"type"_s, u"TYPE"_s, u"only blocks of this type: html, problem, video ..."_s},
                      {u"limit"_s, u"N"_s, u"at most so many blocks (default: 100)"_s}},
          .minimumArguments = 2,
          .maximumArguments = -1,
          .run = search};
}

} // namespace scriptorium::cli
