#include "markup/html/cleanhtml.h"
#include "render/handlers/dragproblem.h"
#include "render/handlers/members.h"
#include "render/web/links.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

QString expanded(const SiteCourse& course, const QString& address)
{
  return address.startsWith(u"/static/"_s) ? assetAddress(course, address.sliced(8)) : address;
}

/// Ids are numbers, and texts where they are names of members.
QString idOf(const Json& item)
{
  const Json id = memberOf(item, "id");
  return id.isText() ? id.text() : QString::number(id.whole());
}

/// As LMS: get_item_zones: older items have one zone, or "none".
QStringList placesOf(const Json& item)
{
  QStringList places;
  const Json zones = memberOf(item, "zones");
  if (zones.isList()) {
    for (const Json& zone : zones.items())
      places.append(zone.text());
  } else if (const QString zone = memberOf(item, "zone").text(); !zone.isEmpty() && zone != "none"_L1) {
    places.append(zone);
  }
  return places;
}

/// As LMS: utils.py, StateMigration: the first zones had their title for an id.
Json migrated(Json zone)
{
  static const QStringList kAlignments{u"left"_s, u"right"_s, u"center"_s};
  if (!zone.contains("uid"))
    zone.set("uid", memberOf(zone, "title"));
  zone.remove("id");
  zone.remove("index");
  if (!kAlignments.contains(memberOf(zone, "align").text()))
    zone.set("align", Json(u"center"_s));
  zone.set("title", Json(markup::cleanHtml(memberOf(zone, "title").text())));
  return zone;
}

/// What a problem without a picture of its own has: a triangle in three layers. Drawn for this project.
const QString kTriangle =
    u"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='516' height='500'%3E"
    "%3Cpath d='M258 12 8 490h500z' fill='%23dfe9f3' stroke='%231d5280' stroke-width='4'/%3E"
    "%3Cpath d='M157 206h202M83 348h350' stroke='%231d5280' stroke-width='4'/%3E%3C/svg%3E"_s;

} // namespace

DragBoard::DragBoard(const SiteCourse& course, int node) : m_course(course), m_zones(Json::list())
{
  const Json field = course.field(node, u"data"_s);
  m_data = field.isText() ? Json::parse(QStringView(field.text())).value_or(Json()) : field;
  const Json zones = memberOf(m_data, "zones");
  for (const Json& zone : zones.items())
    m_zones.append(migrated(zone));
  const Json items = memberOf(m_data, "items");
  for (const Json& item : items.items()) {
    const QString id = idOf(item);
    if (!m_items.contains(id))
      m_ids.append(id);
    m_items.insert(id, item);
    m_places.insert(id, placesOf(item));
  }
}

Json DragBoard::itemsWithoutAnswers() const
{
  Json items = Json::list();
  const Json all = m_data.find("items").value_or(Json::list());
  for (Json item : all.items()) {
    for (const char* name : {"feedback", "zone", "zones"})
      item.remove(name);
    QString picture = memberOf(item, "imageURL").text();
    if (picture.isEmpty())
      picture = memberOf(item, "backgroundImage").text();
    item.set("expandedImageURL", Json(expanded(m_course, picture)));
    item.set("displayName", Json(markup::cleanHtml(memberOf(item, "displayName").text())));
    items.append(item);
  }
  return items;
}

Json DragBoard::item(const QString& id) const
{
  return m_items.value(id);
}

bool DragBoard::hasZone(const QString& uid) const
{
  const auto zones = m_zones.items();
  return std::any_of(zones.begin(), zones.end(),
                     [&](const Json& zone) { return memberOf(zone, "uid").text() == uid; });
}

QString DragBoard::picture() const
{
  const QString picture = memberOf(m_data, "targetImg").text();
  return picture.isEmpty() ? kTriangle : expanded(m_course, picture);
}

QString DragBoard::feedback(const QString& name) const
{
  return memberOf(memberOf(m_data, "feedback"), name).text();
}

} // namespace scriptorium::render
