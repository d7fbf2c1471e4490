#include "ui/quickopen/places.h"

#include "edit/coursefiles.h"
#include "model/inheritance.h"
#include "ui/document/coursedocument.h"
#include "ui/quickopen/fuzzymatch.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr int kRecentBonus = 60; ///< less than what a better match is worth

void addBelow(const CourseDocument& document, const Outline::Node* node, QList<QuickPlace>& places)
{
  QuickPlace place;
  place.block = node->row.id;
  place.title = node->row.title.isEmpty() ? document.title(node->row.id) : node->row.title;
  place.type = node->row.type;
  place.name = node->row.urlName;
  places.append(std::move(place));
  for (const Outline::Node* child : node->children)
    addBelow(document, child, places);
}

bool isPage(const QString& path)
{
  return path.endsWith(".html"_L1) &&
         (path.startsWith("tabs/"_L1) || path.startsWith("about/"_L1) || path.startsWith("info/"_L1));
}

/// The names that the course gives to its own pages, by path.
QHash<QString, QString> pageNames(const CourseStore& store)
{
  QHash<QString, QString> names;
  const auto root = store.block(store.root());
  const auto json = root ? PolicyReader(store).value(root->type, root->urlName, u"tabs"_s) : std::nullopt;
  const QJsonArray tabs = QJsonDocument::fromJson(json.value_or(QString()).toUtf8()).array();
  for (const auto& tab : tabs)
    names.insert(u"tabs/%1.html"_s.arg(tab[u"url_slug"].toString()), tab[u"name"].toString());
  return names;
}

} // namespace

QList<QuickPlace> blockPlaces(const CourseDocument& document)
{
  QList<QuickPlace> places;
  places.reserve(document.outline().size());
  if (const Outline::Node* top = document.outline().top())
    addBelow(document, top, places);
  return places;
}

QList<QuickPlace> filePlaces(const CourseStore& store)
{
  const auto names = pageNames(store);
  QList<QuickPlace> places;
  const auto files = edit::courseFiles(store);
  for (const auto& file : files.value_or(QList<edit::CourseFile>())) {
    QuickPlace place;
    place.kind = isPage(file.path) ? QuickPlace::Kind::Page : QuickPlace::Kind::File;
    place.name = file.path;
    place.title = names.value(file.path);
    if (place.title.isEmpty())
      place.title = file.path.section(u'/', -1);
    places.append(std::move(place));
  }
  return places;
}

void prepare(QList<QuickPlace>& places)
{
  for (auto& place : places) {
    place.lower = place.title.toLower();
    place.rest = u"%1 %2"_s.arg(place.type, place.name).toLower();
  }
}

QList<QuickPlace> bestPlaces(const QList<QuickPlace>& places, const QString& typed,
                             const QList<BlockId>& recent, qsizetype limit)
{
  const QStringList words = typed.toLower().split(u' ', Qt::SkipEmptyParts);
  QHash<BlockId, int> bonus;
  for (const BlockId block : recent)
    if (!bonus.contains(block))
      bonus.insert(block, kRecentBonus - qMin(kRecentBonus - 1, static_cast<int>(bonus.size())));
  struct Hit
  {
    int score;
    qsizetype at;
  };
  std::vector<Hit> hits;
  for (qsizetype i = 0; i < places.size(); ++i) {
    const int score = fuzzyScore(places[i].lower, places[i].rest, words);
    if (score > 0)
      hits.push_back({score + bonus.value(places[i].block), i});
  }
  const auto isBetter = [](const Hit& a, const Hit& b) {
    return a.score != b.score ? a.score > b.score : a.at < b.at;
  };
  const auto end = hits.begin() + qMin<qsizetype>(limit, static_cast<qsizetype>(hits.size()));
  std::partial_sort(hits.begin(), end, hits.end(), isBetter);
  QList<QuickPlace> best;
  for (auto hit = hits.begin(); hit != end; ++hit)
    best.append(places[hit->at]);
  return best;
}

} // namespace scriptorium
