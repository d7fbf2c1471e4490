#pragma once

#include <QStyledItemDelegate>

namespace scriptorium {

/// One line of a list that is picked from by typing: an icon, the text, a note beside it, and at the end what
/// tells equal lines apart (keys, a place). What does not fit is cut with an ellipsis, the text last.
class PickLine : public QStyledItemDelegate
{
  Q_OBJECT

public:
  enum Role
  {
    IconRole = Qt::UserRole + 1, ///< name of an icon; may be empty
    NoteRole,                    ///< may be empty
    EndRole                      ///< may be empty
  };
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace scriptorium
