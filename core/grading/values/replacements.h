#pragma once

#include "grading/values/pyvalue.h"

#include <QList>
#include <QMultiHash>
#include <QString>

#include <optional>
#include <utility>

namespace scriptorium::capa {

/// What `$name` stands for in a problem's texts (as LMS: util.py, contextualize_text): each name in turn is
/// replaced everywhere, the longest first, so that a value may hold another name. Time grows with the text;
/// where values hold names, with the text times the names, up to a bound.
class Replacements
{
public:
  Replacements() = default;
  explicit Replacements(const PyDict& context);

  /// A replacement that would make the text longer than 32 million characters is left out, and so is all that
  /// is left once this and the calls before it have taken the work of some seconds.
  QString applied(const QString& text) const;

private:
  /// Where no value holds a name, and none comes to be of a '$' and what a name behind it stands for.
  std::optional<QString> inOnePass(const QString& text) const;
  QString oneByOne(const QString& text) const;
  /// The name that is exactly this; -1 when there is none.
  int find(size_t hash, QStringView name) const;

  QList<std::pair<QString, QString>> m_all; ///< with their '$', in the order in which they are replaced
  QMultiHash<size_t, int> m_byHash;
  QMultiHash<size_t, int> m_byBeginning; ///< up to the usual length
  mutable qint64 m_work = 0;             ///< in characters looked at
  qsizetype m_longest = 0;
  bool m_isPlain = true; ///< no '$' within a name
};

} // namespace scriptorium::capa
