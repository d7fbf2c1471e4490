#pragma once

#include "model/block.h"

#include <QList>
#include <QString>

#include <optional>

namespace scriptorium::merge {

/// Whose a state or a body is.
enum class Side
{
  Base,
  Ours,
  Theirs
};

/// What both sides changed in ways that exclude each other.
struct Conflict
{
  QString type; ///< kFileType for files
  QString urlName;
  QString title;
  /// A field's name; "body"; "place" (the parent); "order" (of its children); "existence"; "content" (all of
  /// it); of files "content" or the place in their JSON ("GRADER[Homework].weight"); in front of these
  /// "published " where only what learners get is meant.
  QString part;
  std::optional<QString> base; ///< nothing: it is not there
  std::optional<QString> mine;
  std::optional<QString> theirs;

  friend bool operator==(const Conflict&, const Conflict&) = default;
};

/// An element of a child list, by name.
struct MergedChild
{
  Child::Form form = Child::Form::Pointer;
  QString type; ///< empty for raw ones
  QString urlName;
  QByteArray raw;
};

/// One state of a block as the merge has it.
struct MergedState
{
  /// The side whose state this is, as it stands: `version` names it there. Nothing: it is made of both.
  std::optional<Side> whole;
  VersionId version;

  // What follows is filled when it is made of both.
  Fields fields;
  QList<MergedChild> children;
  BodyForm bodyForm = BodyForm::None;
  Side bodySide = Side::Ours;
  BlobId body;      ///< in the course of `bodySide`; not valid: the body is `bytes`
  QByteArray bytes; ///< a body that was merged
  QString bodyPath;
  VersionFlags flags;
  QString note;
  int line = 0;
};

/// What becomes of one block or file that is to differ from ours.
struct MergedBlock
{
  QString type;
  QString urlName;
  bool isRemoved = false;
  MergedState head;
  enum class Published
  {
    None,
    Head, ///< as its author has it
    Own
  } isPublished = Published::Head;
  MergedState published; ///< Own
};

struct MergeResult
{
  QList<MergedBlock> blocks; ///< what differs from ours; in the order of the courses
  QList<Conflict> conflicts; ///< those that are not resolved, by name; until then the base's value stands
  qsizetype resolved = 0;    ///< conflicts that resolutions decided
  QStringList unused;        ///< resolutions that name no conflict
};

} // namespace scriptorium::merge
