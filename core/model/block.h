#pragma once

#include "base/ids.h"
#include "base/sha256.h"
#include "model/fields.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace scriptorium {

/// The type under which the store keeps a file of the course that is no block: policies, about pages, tabs,
/// info, static assets, unknown files. Its url_name is the path below the course root ("static/images/a.png",
/// "policies/2024/policy.json"), its body the bytes of the file. Never shown in the outline, has no parent.
inline constexpr QStringView kFileType = u"@file";

/// What stands at one place in a container's list of children.
struct Child
{
  enum class Form : quint8
  {
    Pointer = 0,   ///< `<problem url_name="x"/>`, the block has its own file
    Inline = 1,    ///< the block's element stands in the container's file
    DraftOnly = 2, ///< not in the container's published file: a unit that exists only under drafts/
    Alias = 3,     ///< points to a block that already stands elsewhere; Studio would drop or copy it
    Raw = 4        ///< no block: comment, text, `<wiki>`, `<textbook>`, `<show>` …; kept as written
  };

  Form form = Form::Pointer;
  BlockId block; ///< not valid for Raw
  QByteArray
      raw; ///< Raw: the exact bytes. Pointer: the tag's bytes when it carries more than Studio would write

  friend bool operator==(const Child&, const Child&) = default;
};

/// Where the content of a version's body lies and what it is. Values reach the disk; do not change them.
enum class BodyForm : quint8
{
  None = 0,    ///< containers; pointers without content
  Element = 1, ///< the whole OLX element as read or edited, its start tag included (the start tag's
               ///< attributes are outdated: `fields` decide); problem, video, poll, unknown types …
  Text = 2,    ///< bytes of a separate file: the .html of an html block
  File = 3,    ///< bytes of a `kFileType` block
  Broken = 4   ///< the OLX file could not be parsed: its bytes, kept raw
};

/// Conditions of a version. A set of flags; values reach the disk.
enum class VersionFlag : quint8
{
  Broken = 1,      ///< XML that does not parse; `note` and `line` say why
  MissingFile = 2, ///< a pointer to a file that is not there
  PureXBlock = 4,  ///< carries xblock-family="xblock.v1": written inline by Studio
};
Q_DECLARE_FLAGS(VersionFlags, VersionFlag)

/// One immutable state of a block. Values; copying is cheap (implicit sharing).
struct BlockVersion
{
  VersionId id; ///< not valid until stored
  BlockId block;
  Fields fields;
  QList<Child> children;
  BodyForm bodyForm = BodyForm::None;
  BlobId body;      ///< not valid when bodyForm is None
  QString bodyPath; ///< html: path of the body's file below the course root (or drafts/), as read; else empty
  SourceId source;  ///< the file this very state was read from; not valid once edited
  VersionFlags flags;
  QString note; ///< Broken, MissingFile: the reason, one English sentence
  int line = 0; ///< 1-based line in the source file where the element starts (or the fault, when Broken)
};

/// Which block it is, and its present states.
struct Block
{
  BlockId id;
  QString type;    ///< the OLX tag, or `kFileType`
  QString urlName; ///< the block_id of its usage key
  VersionId head;  ///< what the author sees and edits; not valid: deleted
  VersionId
      published;    ///< what learners would get; not valid: never published. Differs from head: draft changes
  BlockId parent;   ///< derived from the parent's head; not valid for the root and for files
  int position = 0; ///< among the parent's blocks, 0-based; derived
};

/// True for types whose OLX children are blocks of their own (course, chapter, sequential, vertical,
/// split_test …).
bool isContainerType(QStringView type);

/// The fields of a file block (kFileType) that say what it is: "kind" is "folder" or "link" (absent: a file),
/// "target" where a link points, "executable" is "true" when it is.
namespace filefield {
inline constexpr QStringView kKind = u"kind";
inline constexpr QStringView kFolder = u"folder";
inline constexpr QStringView kLink = u"link";
inline constexpr QStringView kTarget = u"target";
inline constexpr QStringView kExecutable = u"executable";
} // namespace filefield

/// Paths of files as one text. No clean path holds "//", while it may hold a line end.
QString joinedPaths(const QStringList& paths);
/// Reads one path a line too, as stores of before have them.
QStringList splitPaths(const QString& text);

} // namespace scriptorium

Q_DECLARE_OPERATORS_FOR_FLAGS(scriptorium::VersionFlags)
