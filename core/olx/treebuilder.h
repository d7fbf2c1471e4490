#pragma once

#include "olx/filetable.h"
#include "olx/records.h"
#include "olx/report.h"
#include "olx/rootfinder.h"

#include <QHash>

#include <vector>

namespace scriptorium::olx {

/// Makes the tree of a course from the records, following pointers as Studio does: first the main tree, then
/// drafts/. One thread.
class TreeBuilder
{
public:
  enum class Tree
  {
    Main,
    Draft
  };

  TreeBuilder(Records& records, const FileTable& files, Report& report, ParsedCourse& course);

  /// The course or library block and all below it.
  void build(const CourseRoot& root);
  /// The draft state of `type`/`name` from a file below drafts/, and all below it. The block's index.
  qsizetype buildDraft(TypeIndex type, QByteArrayView name, int file);

  /// The block of that name; -1 when there is none.
  qsizetype find(TypeIndex type, QByteArrayView name) const { return m_blocks.value({type, name}, -1); }
  /// The file a pointer leads to; -1 when it is not there.
  int targetOf(Tree tree, TypeIndex type, QByteArrayView name) const;
  /// Puts the sources of the course in the order of the archive.
  void sortSources();

private:
  struct Key
  {
    TypeIndex type = 0;
    QByteArrayView name;
    friend bool operator==(const Key&, const Key&) = default;
    friend size_t qHash(const Key& key, size_t seed = 0) { return qHashMulti(seed, key.type, key.name); }
  };
  /// A container whose children are being read.
  struct Frame
  {
    qsizetype block = -1;
    ParsedBlock::State state;
    quint32 kid = 0;
    quint32 lastKid = 0;
    int file = -1;
    TypeIndex type = 0;
    Tree tree = Tree::Main;
  };
  struct Found
  {
    TypeIndex type = 0;
    QByteArrayView name;
    int line = 0;
  };

  qsizetype blockOf(TypeIndex type, QByteArrayView name);
  bool isUsed(qsizetype block, Tree tree) const { return (m_used[size_t(block)] & bit(tree)) != 0; }
  static quint8 bit(Tree tree) { return tree == Tree::Main ? 1 : 2; }
  QByteArrayView kept(QByteArray name);
  int source(int file);

  void run();
  void addKid(const Kid& kid);
  void addPointer(const Node& node);
  void addOldPointer(const Node& node, const QByteArray& raw);
  void addInline(const Node& node);
  void addAlias(const Found& found, qsizetype block);
  void addChild(Child::Form form, qsizetype block, QByteArray raw = {});
  void openFile(qsizetype block, Tree tree, TypeIndex type, int file);
  void openNode(qsizetype block, Tree tree, TypeIndex type, int file, const Node& node, bool isRoot);
  void setBody(Frame& frame, const Node& node, bool isRoot);
  void setHtmlBody(Frame& frame, const Node& node);
  void setMissing(qsizetype block, Tree tree, const QString& note, int line);
  void setState(qsizetype block, Tree tree, ParsedBlock::State state);
  Place placeOf(int file, int line, TypeIndex type, QByteArrayView name) const;

  Records& m_records;
  const FileTable& m_files;
  Report& m_report;
  ParsedCourse& m_course;
  QHash<Key, qsizetype> m_blocks;
  std::vector<quint8> m_used;      ///< by block: the trees it already stands in
  std::vector<int> m_sources;      ///< by file: its source, -1
  std::vector<QByteArray> m_names; ///< made while building; the records' texts must not move
  std::vector<Frame> m_frames;
};

} // namespace scriptorium::olx
