#pragma once

#include "model/coursekey.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace scriptorium {

/// Asks for the key of a copy of a course; says at once why one cannot be.
class DuplicateDialog : public QDialog
{
  Q_OBJECT

public:
  /// `proposed` is of the kind that the copy's key must be of.
  DuplicateDialog(const QString& title, const CourseKey& proposed, QStringList taken,
                  QWidget* parent = nullptr);

Q_SIGNALS:
  void chosen(const scriptorium::CourseKey& key);

private:
  void check();
  void choose();

  CourseKey m_key;
  QStringList m_taken;
  QLineEdit* m_text;
  QLabel* m_problem;
  QPushButton* m_done;
};

} // namespace scriptorium
