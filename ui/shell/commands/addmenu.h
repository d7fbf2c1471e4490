#pragma once

#include "base/ids.h"
#include "ui/document/outline.h"

#include <QMetaType>
#include <QString>

class QMenu;
class QWidget;

namespace scriptorium {

class CourseDocument;

/// What one entry of the add menu adds, and where. The `data` of its action.
struct AddChoice
{
  BlockId parent;
  int row = -1;
  QString type;
  QString templateId;
};

/// The menu of what can be added inside `node`, or behind it in its parent: types Studio allows there, with
/// their templates. Deletes itself when it closes.
QMenu* makeAddMenu(CourseDocument& document, const Outline::Node& node, QWidget* parent);

/// The types of the top blocks of a clipboard document, as far as its first tags tell; may be empty.
QStringList clipboardTypes(const QByteArray& olx);

} // namespace scriptorium

Q_DECLARE_METATYPE(scriptorium::AddChoice)
