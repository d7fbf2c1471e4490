#pragma once

#include "olx/records/filetable.h"
#include "olx/records/indextable.h"
#include "olx/records/records.h"
#include "olx/records/report.h"
#include "olx/records/rootfinder.h"

#include <QSet>

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
  qsizetype buildDraft(TypeIndex type, Slice name, int file);

  /// The block of that name; -1 when there is none.
  qsizetype find(TypeIndex type, QByteArrayView name) const;
  /// The file a pointer leads to; -1 when it is not there.
  Slice sliceFromRoot(int file);
  int targetOf(Tree tree, TypeIndex type, QByteArrayView name) const;
  /// Lists the files that blocks were read from, in the order of the archive. Call it last.
  void addSources();

private:
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

  qsizetype blockOf(TypeIndex type, Slice name);
  bool isUsed(qsizetype block, Tree tree) const { return (m_used[size_t(block)] & bit(tree)) != 0; }
  static quint8 bit(Tree tree) { return tree == Tree::Main ? 1 : 2; }
  bool isPointerToCourse(int file) const;
  Slice ownName(int node);
  QByteArray nextHash(const Node& node);
  int source(int file);

  void run();
  void addKid(const Kid& kid);
  void addPointer(int node);
  void addOldPointer(int node, const QByteArray& raw);
  void addInline(int node);
  void addAlias(const Found& found, qsizetype block);
  void addChild(Child::Form form, qsizetype block, QByteArray raw = {});
  void openFile(qsizetype block, Tree tree, TypeIndex type, int file);
  void openNode(qsizetype block, Tree tree, TypeIndex type, int file, const Node& node, bool isRoot);
  void remarkNames(qsizetype block, TypeIndex type, int file, const Node& node);
  void remarkFile(const Node& node, const Place& place, Tree tree);
  void setBody(Frame& frame, const Node& node, bool isRoot);
  void setHtmlBody(Frame& frame, const Node& node);
  void setMissing(qsizetype block, Tree tree, const QString& note, int line);
  void setState(qsizetype block, Tree tree, ParsedBlock::State state);
  Place placeOf(int file, int line, TypeIndex type, QByteArrayView name) const;

  Records& m_records;
  const FileTable& m_files;
  Report& m_report;
  ParsedCourse& m_course;
  IndexTable m_blocks;
  std::vector<TypeIndex> m_types; ///< by block
  std::vector<Slice> m_names;     ///< by block
  std::vector<quint8> m_used;     ///< by block: the trees it already stands in
  QSet<qsizetype> m_draftRoots;   ///< blocks read from a draft's own file, whose name Studio gives afterwards
  std::vector<int> m_sources;     ///< by file: how many states were read from it, then its source
  std::vector<quint8> m_opened;   ///< by file: the trees it was read in
  int m_ownNames = 0;
  std::vector<Frame> m_frames;
};

} // namespace scriptorium::olx
