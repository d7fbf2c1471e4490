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
/// vanish.
struct LooseNode
{
  static constexpr QLatin1String kText = QLatin1String("#text");

  QString name; ///< kText for text
  QString text;
  QList<std::pair<QString, QString>> attributes;
  std::vector<LooseNode> children;

  bool isText() const { return name == kText; }
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

/// A nameless node that holds what stands at the top. Nested at most 500 deep. Errors: what ends in the
/// middle.
Result<LooseNode, LooseError> parseLoosely(const QString& xml);

} // namespace scriptorium::capa
