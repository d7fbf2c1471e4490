#pragma once

#include "base/clock.h"
#include "model/blocktype.h"
#include "model/courseview.h"
#include "model/inheritance.h"
#include "model/text/json.h"
#include "render/courseproblems.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <optional>
#include <vector>

namespace scriptorium::render {

/// A course as pages and APIs ask for it: blocks by usage key with titles, places and effective fields. Made
/// in one walk over the tree; fields are read when first asked for. The view must outlive it and not change.
/// One thread.
class SiteCourse
{
public:
  /// `key`: under which it is served. Errors: those of reading.
  static Result<std::unique_ptr<SiteCourse>> of(const CourseView& course, const BlockTypes& types,
                                                const CourseKey& key);
  ~SiteCourse();

  struct Node
  {
    BlockId id;
    QString type;
    QString name; ///< url_name
    int parent = -1;
    std::vector<int> children; ///< in order
    int depth = 0;             ///< of the course: 0
  };
  const CourseView& view() const { return m_course; }
  const BlockTypes& types() const { return m_types; }
  const CourseKey& key() const { return m_key; }
  QString keyText() const { return m_key.toString(); }
  const CourseProblems& problems() const { return *m_problems; }
  CourseProblems& problems() { return *m_problems; }

  int root() const { return 0; }
  qsizetype count() const { return std::ssize(m_nodes); }
  const Node& node(int index) const { return m_nodes[size_t(index)]; }
  /// By usage key (`block-v1:…`, `i4x://…`), or "type/url_name"; -1 when there is none. The course part must
  /// be this course's.
  int find(const QString& usage) const;
  int find(const QString& type, const QString& name) const;
  /// The nodes of such keys that are there, in the order of the course.
  std::vector<int> nodesOf(const QStringList& stateKeys) const;
  QString usageKey(int node) const;
  /// "type/url_name", under which states are kept.
  QString stateKey(int node) const { return this->node(node).type + u'/' + this->node(node).name; }
  /// Ancestors from the course down, the node itself last.
  std::vector<int> path(int node) const;
  /// The nearest ancestor of a type, itself included; -1.
  int ancestor(int node, QStringView type) const;

  /// The title as the LMS shows it: display_name by policy, attribute or the type's default, else url_name
  /// with blanks.
  QString title(int node) const;
  /// The effective value of a field (policy over attribute over ancestors over default); null when there is
  /// none.
  Json field(int node, const QString& name) const;
  bool isTrue(int node, const QString& name) const { return field(node, name).boolean(); }
  QString textOf(int node, const QString& name) const { return field(node, name).text(); }
  std::optional<Timestamp> date(int node, const QString& name) const;
  /// Whether the block itself (policy or attribute) sets a field.
  bool isSet(int node, const QString& name) const;
  /// Whether the block itself restricts groups. Cheap: nothing is read.
  bool isRestricted(int node) const { return m_restricted.contains(node); }
  const QSet<int>& restricted() const { return m_restricted; }
  /// The body: HTML of a text, the element of others; empty when it has none.
  QByteArray body(int node) const;
  /// What learners read in a block without children: of a problem without what comes after answering (hints,
  /// explanations). Empty for others. Found out when first asked for.
  QString text(int node) const;
  /// How many words stand in the body of a text; counted when first asked for.
  int wordCount(int node) const;

  /// A file of the course by its path below the root ("static/a.png"); nothing when there is none.
  std::optional<QByteArray> file(const QString& path) const;
  /// The path below the root of an asset by the LMS's name for it ("images_a.png"), or by its path; empty.
  QString assetPath(const QString& name) const;
  /// Whether the LMS that is played has personal due dates on; it is a setting of the server.
  bool hasRelativeDates() const { return m_hasRelativeDates; }
  void setRelativeDates(bool areOn) { m_hasRelativeDates = areOn; }
  const PolicyReader& policy() const { return m_policy; }
  /// The grading policy (grading_policy.json); null when there is none.
  Json gradingPolicy() const;

private:
  SiteCourse(const CourseView& course, const BlockTypes& types, CourseKey key);
  Result<Unit> walk();
  void noteSetters(int node, const QString& type, const QString& urlName, const Fields& fields);
  struct FieldValue
  {
    Json json;
    bool isOwn = false;
  };
  const QHash<QString, FieldValue>& fields(int node) const;

  const CourseView& m_course;
  const BlockTypes& m_types;
  CourseKey m_key;
  PolicyReader m_policy;
  std::unique_ptr<CourseProblems> m_problems;
  bool m_hasRelativeDates = false;
  std::vector<Node> m_nodes;
  QHash<std::pair<QString, QString>, int> m_byName;
  QSet<int> m_restricted;              ///< that set group_access
  QHash<QString, QSet<int>> m_setters; ///< of some inherited fields: the nodes that set them
  mutable QHash<int, QHash<QString, FieldValue>> m_fields;
  mutable QHash<int, int> m_words;
  mutable QHash<int, QString> m_texts;
  mutable QHash<QString, QString> m_assets; ///< LMS name → path
};

/// "2026-01-31T12:00:00Z", as the LMS writes a moment.
QString isoMoment(Timestamp moment);

} // namespace scriptorium::render
