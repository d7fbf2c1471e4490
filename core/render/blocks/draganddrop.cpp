#include "markup/markup.h"
#include "render/blocks/kinds.h"
#include "render/web/links.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

Json memberOf(const Json& object, QAnyStringView name, const Json& other)
{
  const auto found = object.find(name);
  return found ? *found : other;
}

QString expanded(const SiteCourse& course, const QString& address)
{
  return address.startsWith(u"/static/"_s) ? assetAddress(course, address.sliced(8)) : address;
}

/// Without what would tell learners the answers.
Json itemsOf(const SiteCourse& course, const Json& data)
{
  Json items = Json::list();
  const Json all = memberOf(data, u"items"_s, Json::list());
  for (Json item : all.items()) {
    item.remove(u"feedback"_s);
    item.remove(u"zones"_s);
    item.remove(u"zone"_s);
    item.set(u"expandedImageURL"_s, Json(expanded(course, memberOf(item, u"imageURL"_s, Json()).text())));
    items.append(item);
  }
  return items;
}

/// As LMS: drag_and_drop_v2.py, student_view_data.
BlockContent dragContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  const Json field = course.field(node, u"data"_s);
  const Json data = field.isText() ? Json::parse(QStringView(field.text())).value_or(Json()) : field;
  const auto due = scene.access().dueDate(node);
  Json view = Json::object();
  view.set(u"block_id"_s, Json(course.usageKey(node)));
  view.set(u"display_name"_s, Json(course.title(node)));
  view.set(u"type"_s, Json(u"drag-and-drop-v2"_s));
  view.set(u"weight"_s, course.field(node, u"weight"_s));
  view.set(u"mode"_s, course.field(node, u"mode"_s));
  view.set(u"zones"_s, memberOf(data, u"zones"_s, Json::list()));
  view.set(u"max_attempts"_s, course.field(node, u"max_attempts"_s));
  view.set(u"graded"_s, Json(course.isTrue(node, u"graded"_s)));
  view.set(u"weighted_max_score"_s, course.field(node, u"weight"_s));
  view.set(u"max_items_per_zone"_s, course.field(node, u"max_items_per_zone"_s));
  view.set(u"url_name"_s, Json(course.node(node).name));
  view.set(u"display_zone_labels"_s, memberOf(data, u"displayLabels"_s, Json(false)));
  view.set(u"display_zone_borders"_s, memberOf(data, u"displayBorders"_s, Json(false)));
  view.set(u"display_zone_borders_dragging"_s, memberOf(data, u"displayBordersDragging"_s, Json(false)));
  view.set(u"items"_s, itemsOf(course, data));
  view.set(u"title"_s, Json(course.title(node)));
  view.set(u"show_title"_s, course.field(node, u"show_title"_s));
  view.set(u"problem_text"_s, course.field(node, u"question_text"_s));
  view.set(u"show_problem_header"_s, course.field(node, u"show_question_header"_s));
  view.set(u"target_img_expanded_url"_s,
           Json(expanded(course, memberOf(data, u"targetImg"_s, Json()).text())));
  view.set(u"target_img_description"_s, Json(memberOf(data, u"targetImgDescription"_s, Json()).text()));
  view.set(u"item_background_color"_s, course.field(node, u"item_background_color"_s));
  view.set(u"item_text_color"_s, course.field(node, u"item_text_color"_s));
  view.set(u"has_deadline_passed"_s, Json(due && *due < scene.visit().now));
  view.set(u"answer_available"_s, Json(false));
  return {u"<div class=\"themed-xblock xblock--drag-and-drop\"><p>Loading drag and drop problem.</p></div>"_s,
          u"DragAndDropBlock"_s,
          view,
          {}};
}

} // namespace

BlockKind dragAndDropKind()
{
  return {dragContent, BlockKind::Completion::Own};
}

} // namespace scriptorium::render
