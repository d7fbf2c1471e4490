#pragma once

#include "model/block.h"
#include "model/blocktype.h"
#include "olx/records/parsedcourse.h"
#include "olx/xml/textarena.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QString>

#include <deque>
#include <vector>

namespace scriptorium::olx {

// What the reader remembers of the files that went by, until the root is known. Compact, because there may be
// a hundred thousand: texts lie in arenas, everything names its neighbours by index. Internal to core/olx.

/// A tag seen in the course.
struct TypeRecord
{
  QByteArray tag;
  QString name;
  const BlockType* type = nullptr;
  bool isContainer = false; ///< its child elements are blocks
};
using TypeIndex = quint16;

/// An element that is a block or points to one.
struct Node
{
  enum Flag : quint16
  {
    Pointer = 1,    ///< nothing but a url_name
    Content = 2,    ///< child elements, comments or text inside
    Pure = 4,       ///< xblock-family="xblock.v1"
    MadeUpName = 8, ///< no url_name: `name` is what Studio would use
    Blank = 16      ///< nothing but white space inside, which is the body of a block that keeps its element
  };
  QByteArray fields; ///< as Fields::toJson; without url_name unless the element is the root of its file
  BlobId body;       ///< inline leaves with content
  Slice name;        ///< resolved url_name
  Slice fileName;    ///< the attribute `filename`
  quint32 firstKid = 0;
  quint32 kidCount = 0;
  int line = 0;
  TypeIndex type = 0;
  quint16 flags = 0;

  bool is(Flag flag) const { return (flags & flag) != 0; }
};

/// What stands at one place in a container.
struct Kid
{
  int node = -1; ///< -1: no block
  Slice raw;     ///< the exact bytes, of what is no block and of pointers in the old `filename` form
};

struct FileRecord
{
  enum Flag : quint8
  {
    Executable = 1,
    Xml = 2,         ///< went through the parser
    DraftMarker = 4, ///< its text holds "index_in_children_list"
    Used = 8,        ///< read by the tree: a source or a body
    HasCr = 16       ///< carriage returns
  };
  Slice path; ///< inside the archive
  BlobId blob;
  int root = -1;  ///< node; -1: not XML, or it does not parse
  int fault = -1; ///< index into `faults`
  ParsedFile::Kind kind = ParsedFile::Kind::File;
  quint8 flags = 0;

  bool is(Flag flag) const { return (flags & flag) != 0; }
};

/// Why a file did not parse.
struct Fault
{
  QString reason;
  int line = 0;
  bool isTemplate = false; ///< looks like a Mako template
};

/// A file whose root element is a course or a library.
struct RootRecord
{
  int file = -1;
  QByteArray tag;
  QString org;
  QString number; ///< attribute `course` or `library`
  QString urlName;
  bool hasOrg = false;
  bool hasNumber = false;
  bool isNamed = false;   ///< url_name, slug or name
  bool hasRun = false;    ///< one of them with a text
  bool isPointer = false; ///< its attributes are those of a pointer
  bool isMoodle = false;
};

/// The helper attributes of a file below drafts/.
struct DraftRecord
{
  int file = -1;
  QString parentUrl;
  QString index;
};

/// The text of a small file that is needed again: policies.
struct TextRecord
{
  int file = -1;
  QByteArray bytes;
};

/// Something that a rule saw in a file. A finding is made of it if the course reads the file.
struct Remark
{
  int file = -1;
  int node = -1; ///< -1: the file
  int line = 0;
  Finding::Severity severity = Finding::Severity::Warning;
  const char* rule = nullptr;
  QString message;
  QString advice;
};

struct Records
{
  explicit Records(const BlockTypes& blockTypes) : types(blockTypes) {}

  TypeIndex typeIndex(QByteArrayView tag);
  /// Forgets everything.
  void clear();
  QByteArrayView text(Slice slice) const { return texts.view(slice); }
  QByteArrayView pathOf(int file) const { return text(files[size_t(file)].path); }
  const TypeRecord& typeOf(const Node& node) const { return tags[node.type]; }

  const BlockTypes& types;
  TextArena texts;
  std::vector<TypeRecord> tags;
  QHash<QByteArray, TypeIndex> tagIndex;
  std::deque<FileRecord> files; ///< in the order of the archive
  std::deque<Node> nodes;
  std::deque<Kid> kids;
  std::vector<Fault> faults;
  std::vector<RootRecord> roots;
  std::vector<DraftRecord> drafts;
  std::vector<TextRecord> policies;
  std::vector<Remark> remarks;
  QHash<int, QString> links; ///< file → target
  /// Node → `hash12` of its element: of those that get it into their name when another one has the name
  /// already.
  QHash<int, QByteArray> hashes;
};

} // namespace scriptorium::olx
