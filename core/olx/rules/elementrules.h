#pragma once

#include "olx/records/records.h"

namespace scriptorium::olx {

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
  void add(Severity severity, const char* rule, int line, const QString& message, const QString& advice);

private:
  Records& m_records;
  QHash<const char*, int> m_counts; ///< by rule; they are literals
  int m_file = -1;
  int m_node = -1;
};

} // namespace scriptorium::olx

/// What Studio does to what stands beside the blocks in a file. One rule each; the ids are listed in
/// core/olx/README.md.
namespace scriptorium::olx::rules {

// Between the children of a container. `isAfterElement`: a child stands right before it.
void textInContainer(const TypeRecord& parent, bool isAfterElement, int line, RemarkPad& pad);
void commentInContainer(int line, RemarkPad& pad);
void metaElement(int line, RemarkPad& pad);
// Whole files.
void declaredEncoding(QByteArrayView declaration, bool isRoot, RemarkPad& pad);
void outsideRoot(int line, RemarkPad& pad);
void documentType(QByteArrayView doctype, int line, RemarkPad& pad);
void textEncoding(QByteArrayView bytes, RemarkPad& pad);

} // namespace scriptorium::olx::rules
