#pragma once

#include "olx/records/records.h"
#include "olx/rules/elementrules.h"
#include "olx/xml/xmlscanner.h"

#include <QList>

#include <functional>

namespace scriptorium::olx {

/// Turns the bytes of one XML file into records. One thread.
class RecordReader
{
public:
  using Keep = std::function<Result<BlobId>(QByteArray)>;
  using Hold = std::function<QByteArrayView(QByteArrayView)>;
  /// `hold` may be empty.
  RecordReader(Records& records, Keep keep, Hold hold)
      : m_records(records), m_keep(std::move(keep)), m_hold(std::move(hold)), m_remarks(records)
  {}

  /// Reads the file at index `file`, whose text has passed `checkXml`. Errors: those of `keep`.
  Result<Unit> read(int file, QByteArrayView text);
  /// Looks at an HTML file, of which nothing is kept.
  void readHtml(int file, QByteArrayView text);

private:
  struct Names;
  Result<int> element(const TypeRecord* parent);
  void attributes(Node& node, Names& names, bool isRoot);
  void name(Node& node, const Names& names, bool isNamedByText);
  Result<Unit> children(int index, Node& node, qsizetype& end);
  Result<Unit> child(int parentIndex, const Node& parent);
  int textLine();
  bool isBehindElement(size_t firstOpen) const;
  void rawKid(qsizetype begin, qsizetype end);
  bool skip();
  bool prolog();
  void epilog();
  bool isBlock(const TypeRecord& parent) const;
  void rootRecord(int node);
  void draftRecord();
  void hashNames();

  Records& m_records;
  Keep m_keep;
  Hold m_hold;
  RemarkPad m_remarks;
  int m_file = -1;
  QByteArrayView m_text;
  XmlScanner m_scanner{QByteArrayView()};
  int m_elements = 0;      ///< start tags seen in this file
  QByteArray m_json;       ///< scratch
  QByteArray m_value;      ///< scratch
  std::vector<Kid> m_open; ///< kids of the containers that are open
  QList<int> m_hashed;     ///< elements whose hash is needed for their name: numbers, ascending
  std::vector<int> m_hashedNodes;
};

} // namespace scriptorium::olx
