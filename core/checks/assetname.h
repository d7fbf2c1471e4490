#pragma once

#include <QStringView>

namespace scriptorium::checks {

/// What stands behind the last slash.
inline QStringView fileName(QStringView path)
{
  return path.sliced(path.lastIndexOf(u'/') + 1);
}

/// Whether Studio passes over a file below static/ because of its name.
inline bool isSkippedAsset(QStringView path)
{
  const QStringView name = fileName(path);
  return name.startsWith(u"._") || name == u".DS_Store" || name.endsWith(u'~');
}

} // namespace scriptorium::checks
