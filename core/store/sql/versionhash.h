#pragma once

#include "model/block.h"

#include <QStringList>

#include <functional>
#include <optional>

namespace scriptorium {

/// Type and url_name of a child, by its id.
struct BlockName
{
  QString type;
  QString urlName;
};
using NameOf = std::function<BlockName(BlockId)>;

/// SHA-256 of what a version means: type, url_name, fields, children by name, body, flags. No ids, no source
/// file, no line: equal content in two courses has equal hashes. The byte form is in core/store/README.md; it
/// reaches the disk. `body`: the hash of its bytes; nothing when there is none.
Sha256 versionHash(const QString& type, const QString& urlName, const BlockVersion& version,
                   const std::optional<Sha256>& body, const NameOf& nameOf);

/// The hash in a row of `source`: the path, the bytes and how many versions were read from it.
Sha256 sourceHash(const QString& path, const Sha256& bytes, int blocks, qint64 order);

/// The hash in the `meta` row "seal": over the rows that an import writes once, in the order of
/// `kSealedMeta`.
Sha256 metaSeal(const QStringList& values);
inline constexpr const char* kSealedMeta[] = {"key", "title", "kind", "origin", "root_path", "root"};

/// `version.title`: the display_name attribute as set; empty when there is none.
QString versionTitle(const Fields& fields);

} // namespace scriptorium
