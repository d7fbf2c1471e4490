#pragma once

#include "base/result.h"
#include "model/coursekey.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace scriptorium::olx {

// The .toml files of a library archive (docs/olx.md, Library archives). What we do not know is kept as TOML
// text and written back; comments and the order of unknown keys are not.

/// One saved version of a component or container.
struct EntityVersion
{
  int number = 0;
  QString title;
  QStringList children; ///< containers: keys of entities
  QByteArray more;      ///< further keys, as lines
  friend bool operator==(const EntityVersion&, const EntityVersion&) = default;
};

/// 3 for sections, 2 for subsections, 1 for units, which hold components; 0 for everything else.
int libraryRank(const QString& type);

/// Type and id of a component from its key; empty for other keys.
UsageName componentName(const QString& key);

/// entities/….toml
struct LibraryEntity
{
  QString key;       ///< "xblock.v1:TYPE:LOCALID", or the id of a container
  QString container; ///< "section", "subsection", "unit"; empty for components
  bool canStandAlone = true;
  QByteArray created; ///< a TOML date
  std::optional<int> draft;
  std::optional<int> published;
  QList<EntityVersion> versions;
  QByteArray more;       ///< further keys of [entity], as lines
  QByteArray moreTables; ///< further tables, as text

  /// Null when it has none of that number.
  const EntityVersion* version(std::optional<int> number) const;
  /// Whether it stands for a block: of a kind we know, and not deleted without ever having been published.
  bool isBlock() const;
  friend bool operator==(const LibraryEntity&, const LibraryEntity&) = default;
};

/// collections/….toml
struct LibraryCollection
{
  QString title;
  QString key;
  QString description;
  QByteArray created;
  QStringList entities; ///< keys
  QByteArray more;
};

/// package.toml
struct LibraryInfo
{
  QString formatVersion; ///< "1"; empty when not given
  QString title;
  QString key; ///< "lib:ORG:SLUG"
  QString description;
  QByteArray created;
};

/// Errors of all: BadInput with the line, or naming the key that is missing.
Result<LibraryInfo> parseLibraryInfo(QByteArrayView toml);
Result<LibraryEntity> parseLibraryEntity(QByteArrayView toml);
Result<LibraryCollection> parseLibraryCollection(QByteArrayView toml);

/// In the form of Studio's own backup.
QByteArray writeLibraryEntity(const LibraryEntity& entity);
QByteArray writeLibraryCollection(const LibraryCollection& collection);
/// `original` with another title and description.
Result<QByteArray> writeLibraryInfo(QByteArrayView original, const QString& title,
                                    const QString& description);

} // namespace scriptorium::olx
