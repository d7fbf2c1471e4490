#pragma once

#include "checks/coursesnapshot.h"
#include "model/finding.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace scriptorium::checks {

/// One state of a block, for rules to look at. Its body is read when a rule asks for it. One thread; the
/// snapshot must outlive it.
class BlockUnderTest
{
public:
  BlockUnderTest(const CourseSnapshot& course, const Block& block, const BlockVersion& version)
      : m_course(course), m_block(block), m_version(version), m_type(course.types().type(block.type))
  {}

  const CourseSnapshot& course() const { return m_course; }
  const Block& block() const { return m_block; }
  const BlockVersion& version() const { return m_version; }
  const BlockType& type() const { return m_type; }
  const Fields& fields() const { return m_version.fields; }
  const FieldSpec* spec(const QString& field) const { return m_course.field(m_block.type, field); }
  /// A page beside the tree (HTML below about/, tabs/ or info/), the only files that are texts of the course.
  bool isPage() const;
  /// Read from an element that has nothing but a name, as pointers have: the reader has its say about those.
  bool isBare() const;

  /// Its element as written; empty when it has none of its own.
  QByteArrayView element() const;
  /// The line of its file in which the element begins.
  int elementLine() const;
  /// What stands between the tags of its element, as written; empty for containers and for texts in a file of
  /// their own.
  QByteArrayView content() const;
  bool hasContent() const;
  /// The line of its file in which the content begins: where the start tag ends.
  int contentLine() const;
  /// Files, and texts in a file of their own: the bytes.
  QByteArray text() const;

  /// Whether one of its children is the block that a usage key, or "type/id", names.
  bool hasChild(const QString& usage) const;

  /// Where its element stands.
  Place place(const QString& field = {}) const;
  Place place(int line) const;
  /// What the policy says of a field of it.
  Place policyPlace(const QString& field) const;
  /// A line of `text`.
  Place textPlace(int line) const;
  /// The line of the body, as editors show it, that a place of this block stands at; 0 when not in the body.
  int bodyLine(const Place& place) const;

private:
  void readElement() const;

  const CourseSnapshot& m_course;
  const Block& m_block;
  const BlockVersion& m_version;
  const BlockType& m_type;
  struct Element
  {
    QByteArray body;
    qsizetype begin = 0; ///< of the content
    int tagLines = 0;    ///< line ends within the start tag
    qsizetype end = 0;
    int line = 1; ///< of the start tag, in the body
  };
  mutable std::optional<Element> m_element;
};

} // namespace scriptorium::checks
