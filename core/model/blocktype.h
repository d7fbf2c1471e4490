#pragma once

#include "base/result.h"
#include "model/text/valueshape.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace scriptorium {

/// How a field's raw text is read. Source: XBlock fields.py, xmodule/fields.py.
enum class FieldType
{
  String,
  Boolean,
  Integer,
  Float,
  Date,
  Timedelta,
  RelativeTime,
  List,
  Dict,
  Reference,
  ReferenceList,
  ReferenceValueDict,
  Any
};

enum class FieldScope
{
  Settings,
  Content,
  UserState
};

/// One field of a block type: how it is read, shown and inherited. From resources/blocktypes/*.json.
struct FieldSpec
{
  QString name;        ///< the attribute name in OLX
  QString displayName; ///< for people
  QString help;        ///< one or two sentences
  FieldType type = FieldType::String;
  FieldScope scope = FieldScope::Settings;
  QString defaultJson; ///< the default as JSON text ("null", "false", "\"finished\"")
  bool isInheritable = false;
  bool isDeprecated = false;
  QList<QPair<QString, QString>> values; ///< allowed values and their display text; empty: free
  std::optional<double> minimum;
  std::optional<double> maximum;
  QString editor;   ///< hint: "", "multiline", "html", "asset", "hidden"
  ValueShape shape; ///< of lists and objects; Any when it is not told
};

/// A starting point for a new block.
struct BlockTemplate
{
  QString id;
  QString displayName;
  QString olx;  ///< a whole element without url_name
  QString html; ///< html blocks: the body
};

/// One block type. Immutable once loaded.
struct BlockType
{
  QString type; ///< the OLX tag
  QString displayName;
  QString icon;           ///< icon name
  QString category;       ///< "structure", "core", "advanced", "deprecated", "file"
  bool isXmlBlock = true; ///< false: a pure XBlock, written inline in the parent's file (docs/olx.md)
  bool isContainer = false;
  bool isInlineOnly = false;   ///< customtag and its kin: Xml-blocks written inline
  bool isKnown = true;         ///< false for the stand-in of an unknown type
  QString bodyLanguage;        ///< "html", "problem", "xml", "" when it has no body
  QStringList allowedChildren; ///< types Studio allows below it; empty: any component
  QList<FieldSpec> fields;     ///< its own; the common and inheritable ones are added by `BlockTypes`
  QList<BlockTemplate> templates;

  const FieldSpec* field(const QString& name) const;
};

/// All block types: the built-in ones and those the user dropped into the config folder. Immutable after
/// load; share by const reference between threads.
class BlockTypes
{
public:
  /// The built-in types alone. Asserts that the bundled files are well formed (a test reads each of them).
  static BlockTypes builtIn();
  /// Adds every *.json of `folder`; a file may replace a built-in type. A missing folder is fine. A file that
  /// is wrong is skipped and told in `problems` as "file:line: sentence".
  void addFolder(const QString& folder, QStringList* problems);

  /// The type, or the stand-in for unknown types (isKnown false, no own fields). Never dangles while *this
  /// lives.
  const BlockType& type(const QString& type) const;
  bool isKnown(const QString& type) const;
  /// All known types, sorted by category and display name.
  QList<const BlockType*> all() const;
  /// The spec of a field of a type: its own, else common, else inheritable; null when unknown.
  const FieldSpec* field(const QString& type, const QString& field) const;
  /// Every field of the type in the order a form shows them: own, then common and inheritable.
  QList<const FieldSpec*> fields(const QString& type) const;

private:
  QHash<QString, BlockType> m_types;
  QList<FieldSpec> m_common;
  BlockType m_unknown;
};

} // namespace scriptorium
