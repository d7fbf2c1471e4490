#pragma once

#include "model/blocktype.h"
#include "model/finding.h"
#include "model/text/json.h"
#include "olx/xml/xml.h"
#include "predict/studiovalues.h"
#include "predict/unpackedcourse.h"

#include <QHash>
#include <QSet>

#include <memory>
#include <optional>

namespace scriptorium::predict {

/// Why Studio cannot load a block. One that contains others goes without this child, or with it.
struct Cause
{
  QString sentence; ///< "is not well formed"
  QString file;     ///< below the course root
  int line = 0;
};
template <typename T>
using Loaded = Result<T, Cause>;

/// A file of OLX that was read.
struct OlxFile
{
  QString path;
  QByteArray text;
  olx::Element root;
  /// Of the elements that may need one for their name, by where they begin; made when the first is asked for.
  mutable std::optional<QHash<qsizetype, QByteArray>> hashes{};
};

/// One element on its way to a block.
struct Node
{
  std::shared_ptr<const OlxFile> file;
  const olx::Element* element = nullptr;
  Fields attributes; ///< those of the element, changed as the import changes them
  bool hasTail = false;
};

/// Walks a course as Studio's import does and tells which blocks come to be. Source: modulestore/xml.py
/// (ImportSystem.process_xml), xml_block.py, seq_block.py, XBlock core.py (parse_xml), and the blocks' own
/// parse_xml. One thread; linear in the course, each file read once.
class BlockLoader
{
public:
  /// `folder` holds the files that pointers lead to; it ends with '/' unless it is the top. Everything must
  /// outlive the loader.
  BlockLoader(const UnpackedCourse& files, QString folder, const BlockTypes& types);

  /// An object of entries by "type/id", and the file it is from.
  void setPolicy(const QString& path, const Json& policy);

  /// Reads a file below the folder.
  Loaded<Node> readFile(const QString& path) const;
  /// Loads an element and everything below it; gives "type/id" of the block.
  Loaded<QString> load(Node node);

  /// "type/id" of everything that was loaded, also what no parent holds in the end.
  const QSet<QString>& blocks() const { return m_blocks; }
  /// A block and everything below it, as far as it was loaded.
  QSet<QString> tree(const QString& block) const;
  /// Blocks that Studio goes without, with the reason.
  const Findings& lost() const { return m_lost; }
  /// Blocks that can be imported but not exported again.
  const Findings& notExportable() const { return m_notExportable; }

private:
  struct Block
  {
    QString type; ///< what it is in Studio
    QString id;
    Node node;
  };
  QString nameOf(Node& node);
  Loaded<Unit> loadKind(const Block& block);
  Loaded<Unit> loadXmlBlock(const Block& block);
  Loaded<Unit> loadHtml(const Block& block, const Node& definition) const;
  Loaded<Unit> loadVideo(const Block& block);
  Loaded<Unit> loadPure(const Block& block);
  Loaded<Unit> loadDiscussion(const Block& block) const;
  Loaded<Node> definitionOf(const Block& block) const;
  Loaded<Node> throughFilename(const Block& block, Node definition) const;
  void loadChildren(const Block& block, const Node& definition);
  QList<Node> childrenOf(const Node& node) const;
  Loaded<Unit> checkAttributes(const Block& block, const Node& definition) const;
  Loaded<Unit> checkMeta(const Block& block, const Node& definition) const;
  Loaded<Unit> checkPolicy(const Block& block) const;
  const FieldSpec* field(const Block& block, const QString& name) const;
  void lose(const Node& node, const Cause& cause);

  const UnpackedCourse& m_files;
  QString m_folder;
  const BlockTypes& m_types;
  QString m_policyPath;
  QHash<QString, Json> m_policy; ///< by "type/id"
  QHash<QByteArray, QSet<QString>> m_usedNames;
  QSet<QString> m_blocks;
  QHash<QString, QStringList> m_below; ///< the children of each
  QSet<QString> m_videos;              ///< ids of videos that were made on the way
  QStringList m_here;                  ///< what was loaded for the block that is being loaded
  Findings m_lost;
  Findings m_notExportable;
  int m_depth = 0;
};

/// Whether an element points to a file. Source: xml_block.py, is_pointer_tag.
bool isPointer(const Node& node);
/// A block id in the old form that the import uses, where '%' is allowed.
bool isOldId(const QString& id);

} // namespace scriptorium::predict
