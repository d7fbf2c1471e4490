#pragma once

#include "base/result.h"

#include <QList>
#include <QString>
#include <QStringView>

#include <optional>
#include <utility>
#include <vector>

namespace scriptorium::capa {

/// XML as the web client's parser reads it: an end tag closes whatever is open, nothing is resolved, comments
/// vanish, and so does text at the top before a tag.
struct LooseNode
{
  static constexpr QLatin1String kText = QLatin1String("#text");

  QString name; ///< kText for text
  QString text;
  QList<std::pair<QString, QString>> attributes; ///< values with the blanks around them
  std::vector<LooseNode> children;

  bool isText() const { return name == kText; }
  /// The value; none when it is not there.
  std::optional<QString> rawAttribute(QStringView key) const;
  /// Without the blanks around it.
  std::optional<QString> attribute(QStringView key) const;
  /// How many children have that name.
  int count(QStringView child) const;
  /// The first child of that name; null when there is none.
  const LooseNode* child(QStringView childName) const;
};

struct LooseError
{
  QString words;
};

enum class LooseEntities
{
  Keep,   ///< texts stay as they are
  Resolve ///< `&lt;` and the like are read and written, `<br>` needs no end
};

/// A nameless node that holds what stands at the top. Nested at most 500 deep. Errors: what ends in the
/// middle.
Result<LooseNode, LooseError> parseLoosely(const QString& xml, LooseEntities entities = LooseEntities::Keep);
/// As the web client's writer: every element has an end tag; texts that are numbers come out as JavaScript
/// prints them.
QString writtenLoosely(const std::vector<LooseNode>& nodes, LooseEntities entities = LooseEntities::Keep);
QString writtenLoosely(const std::vector<const LooseNode*>& nodes,
                       LooseEntities entities = LooseEntities::Keep);

} // namespace scriptorium::capa
