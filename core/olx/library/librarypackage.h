#pragma once

#include "model/blocktype.h"
#include "model/courseview.h"
#include "olx/read/coursereader.h"
#include "olx/write/studiolayout.h"

#include <functional>
#include <memory>

namespace scriptorium::olx {

/// Reads a library archive of today (.zip with package.toml; docs/olx.md, Library archives), its files in any
/// order, as a course of kind Library: the root block "library" with the containers and components that stand
/// in no other; units, subsections and sections as blocks of those types; components under their local ids,
/// the text of html components as their body. Draft and published versions become the two states of a block.
/// Component .toml files, collections and static files are carried as files. A component that stands in a
/// second container is an Alias there. One thread.
class LibraryPackageReader
{
public:
  /// Stores a run of bytes and names it.
  using Keep = std::function<Result<BlobId>(QByteArray)>;
  explicit LibraryPackageReader(Keep keep);
  ~LibraryPackageReader();

  static bool wantsBytes(const QString& path, qint64 size);
  Result<Unit> addFile(const QString& path, QByteArrayView bytes, BlobId blob, bool isExecutable = false);
  Result<Unit> addOpaque(ParsedFile member);
  /// Whether a package.toml came by: then this is the reader to ask for the course.
  bool sawPackage() const;

  /// Errors: BadInput when package.toml is missing, does not parse or names no library.
  Result<ParsedCourse> finish();

private:
  struct Private;
  std::unique_ptr<Private> d;
};

/// A stored library and the files it was read from.
struct LibrarySource
{
  struct File
  {
    SourceId id;
    QString path;
    BlobId blob;
  };
  const CourseView& course;
  const BlockTypes& types;
  QList<File> files; ///< every source, blocks' or not
};

/// Gives every file of the library archive, sorted by path. Files of what was not edited come byte for byte.
/// An edited component or container gets the next version number, as in Studio: a new block.xml with its
/// static files, and its .toml anew; versions that are neither draft nor published any more go. What was
/// deleted goes with its files and its place in collections. Errors: BadInput for bodies that do not parse
/// (naming the block); those of the source and of `take`.
Result<Unit> writeLibraryPackage(const LibrarySource& source, const TakeLayoutFile& take);

} // namespace scriptorium::olx
