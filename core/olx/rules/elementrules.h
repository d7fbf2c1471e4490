#pragma once

#include "olx/records/records.h"
#include "olx/xml/xmlscanner.h"

namespace scriptorium::olx {

/// An element that is a block, while its file goes by.
struct ElementView
{
  const TypeRecord& type;
  const TypeRecord* parent = nullptr; ///< null: the root of its file
  const std::vector<RawAttribute>& attributes;
  QByteArrayView content; ///< what stands between the tags; of leaves only
  int line = 0;

  const RawAttribute* attribute(QByteArrayView name) const;
  bool hasContent() const { return !trimmedXml(content).isEmpty(); }
};

/// Collects what the rules see in one file. The findings are made of it at the end, for the files that the
/// course reads.
class RemarkPad
{
public:
  using Severity = Finding::Severity;

  explicit RemarkPad(Records& records) : m_records(records) {}
  void begin(int file) { m_file = file; }
  /// The element that the next remarks are about; -1: the file.
  void about(int node) { m_node = node; }
  void add(Severity severity, const char* rule, int line, const QString& message, const QString& advice,
           const QString& field = {});
  /// A link; whether it is worth a finding depends on the course's own key.
  void addLink(const char* rule, int line, const QString& course, const QString& message,
               const QString& advice);

private:
  Records& m_records;
  QHash<const char*, int> m_counts; ///< by rule; they are literals
  int m_file = -1;
  int m_node = -1;
};

} // namespace scriptorium::olx

/// What Studio does to single elements. One rule each; the ids are listed in core/olx/README.md.
namespace scriptorium::olx::rules {

// Attributes.
void attributeValues(const ElementView& element, RemarkPad& pad);
void unknownAttributes(const ElementView& element, RemarkPad& pad);
void notExported(const ElementView& element, RemarkPad& pad);
// Leaves, by type.
void unknownType(const ElementView& element, RemarkPad& pad);
void inlineHtml(const ElementView& element, RemarkPad& pad);
void pollAnswers(const ElementView& element, RemarkPad& pad);
void openAssessmentParts(const ElementView& element, RemarkPad& pad);
void splitTestGroups(const ElementView& element, RemarkPad& pad);
void defaultVideo(const ElementView& element, RemarkPad& pad);
void rewrittenMarkup(const ElementView& element, RemarkPad& pad);
// Between the children of a container. `isAfterElement`: a child stands right before it.
void textInContainer(const TypeRecord& parent, bool isAfterElement, int line, RemarkPad& pad);
void commentInContainer(int line, RemarkPad& pad);
void metaElement(int line, RemarkPad& pad);
// Whole files.
void declaredEncoding(QByteArrayView declaration, bool isRoot, RemarkPad& pad);
void outsideRoot(int line, RemarkPad& pad);
void documentType(QByteArrayView doctype, int line, RemarkPad& pad);
void textEncoding(QByteArrayView bytes, RemarkPad& pad);
void links(QByteArrayView text, int firstLine, RemarkPad& pad);

/// All rules for one element.
void checkElement(const ElementView& element, RemarkPad& pad);

} // namespace scriptorium::olx::rules
