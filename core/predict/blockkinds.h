#pragma once

#include <QByteArrayView>
#include <QString>

/// What Studio makes of an element by its tag. Source: setup.py (entry points), requirements/edx/bundled.in.
namespace scriptorium::predict {

enum class BlockKind
{
  Xml,       ///< attributes and a body, perhaps in a file of its own
  Container, ///< the same with blocks below it
  Html,
  Video,
  CustomTag, ///< becomes a customtag
  Pure,      ///< a pure XBlock that is installed everywhere
  Unknown    ///< kept hidden, with everything inside as text
};
BlockKind kindOf(QByteArrayView tag);

/// The block type that a tag becomes.
QString typeOf(QByteArrayView tag);

} // namespace scriptorium::predict
