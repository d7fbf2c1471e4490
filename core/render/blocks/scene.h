#pragma once

#include "render/access/courseaccess.h"

#include <optional>
#include <vector>

namespace scriptorium::render {

/// What a block puts into its place in a page.
struct BlockContent
{
  QString html;
  QString init;                  ///< the JavaScript function that starts it; empty: none
  std::optional<Json> arguments; ///< what the function gets
  QStringList classes;           ///< beside those that every block has
};

/// A page of blocks being made: for whom, in which view, and how a block shows those below it.
class Scene
{
public:
  enum class View
  {
    Student,
    Public ///< for people who are not enrolled
  };
  enum class Place
  {
    Top,
    InUnit, ///< in the boxes of a unit: it may be complete once it was seen
    Below   ///< in another block
  };
  struct Options
  {
    View view = View::Student;
    bool showsTitle = true;
    bool showsBookmark = false;
    bool showsStaffInfo = true;
  };
  /// Both must outlive it.
  Scene(const Visit& visit, const CourseAccess& access, const Options& options)
      : m_visit(visit), m_access(access), m_options(options)
  {}

  const Visit& visit() const { return m_visit; }
  const SiteCourse& course() const { return m_visit.course; }
  const Learner& learner() const { return m_visit.learner; }
  const CourseAccess& access() const { return m_access; }
  const Options& options() const { return m_options; }
  bool isPublic() const { return m_options.view == View::Public; }

  /// A block with its wrapper, its address in content made the LMS's, and what only the course team sees.
  QString block(int node, Place place) const;
  /// The same for each child that the learner may have, in boxes with their keys (`div.vert`).
  QString boxes(const std::vector<int>& nodes, Place place) const;
  /// The children that the learner gets, in his order.
  std::vector<int> children(int node) const { return m_access.loadableChildren(node); }

  /// `/courses/{course}/xblock/{usage key}/handler/{name}`.
  QString handlerUrl(int node, const QString& name) const;
  /// What is kept of the learner and the block; null when nothing is.
  Json state(int node, const QString& name = kept::kState) const;

private:
  QString wrapped(int node, Place place, const BlockContent& content) const;
  QString attributes(int node, Place place, const BlockContent& content) const;
  QString staffInfo(int node) const;

  const Visit& m_visit;
  const CourseAccess& m_access;
  Options m_options;
};

/// ` name="value"`, escaped.
QString attributeText(const QString& name, const QString& value);
/// As the LMS writes it into pages.
QString pythonBool(bool value);
/// The attributes of an element of the LMS's, in pairs.
QString attributesText(std::initializer_list<std::pair<QString, QString>> attributes);

} // namespace scriptorium::render
