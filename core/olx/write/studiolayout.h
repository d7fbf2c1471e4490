#pragma once

#include "model/blocktype.h"
#include "model/courseview.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>

namespace scriptorium::olx {

/// A course and its states.
struct LayoutSource
{
  const CourseView& course;
  const BlockTypes& types;
};

/// One member of the course as Studio would write it.
struct LayoutFile
{
  enum class Kind
  {
    File,
    Folder,
    Link
  };
  Kind kind = Kind::File;
  QString path;     ///< below the course root; "../x" for what lies outside it
  QByteArray bytes; ///< when `blob` is not valid
  BlobId blob;      ///< the content is that of this blob
  QString linkTarget;
  bool isExecutable = false;
};
/// The member that a `kFileType` block stands for.
LayoutFile layoutFile(const QString& path, const BlockVersion& version);

using TakeLayoutFile = std::function<Result<Unit>(const LayoutFile&)>;

/// Gives every file of the course as Studio itself would export it, in its order (docs/olx.md, Studio's
/// form): every Xml-block in its own file, pure XBlocks inline, policies merged with attributes, drafts/ for
/// units whose draft differs from what is published. What Studio would drop follows behind: files that no
/// rule knows, broken files, folders, links. No path comes twice, and none lies below a file or link. Kinds:
/// courses and legacy libraries. Gives the files that had to be left out because another one needed their
/// path. Errors: BadInput for a library of today, and for bodies that do not parse (naming the block); those
/// of the source and of `take`. Memory: one file, and the path of the walk.
Result<QStringList> writeStudioLayout(const LayoutSource& source, const TakeLayoutFile& take);

/// `fields` with the attributes of a draft's root element: where it stands (the parent's usage key and the
/// position among its children).
Fields withDraftPlace(const Fields& fields, const QString& parentKey, int index);

} // namespace scriptorium::olx
