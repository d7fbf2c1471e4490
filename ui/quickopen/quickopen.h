#pragma once

#include "ui/quickopen/places.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QListWidget;

namespace scriptorium {

/// Goes to any block, file or page of the course by a few letters of its name; Enter opens. A pop-up over the
/// window that deletes itself when it closes. What is searched is read and compared on a worker.
class QuickOpen : public QFrame
{
  Q_OBJECT

public:
  /// `recent`: blocks that were open lately, the newest first.
  QuickOpen(const CourseDocument& document, QList<BlockId> recent, QWidget* window);
  void open();
  /// Whether what is offered answers to what is typed; false while it is looked for.
  bool isCurrent() const { return m_shown == m_asked; }

Q_SIGNALS:
  void blockChosen(scriptorium::BlockId block);
  /// A file or page, by its path in the course.
  void fileChosen(const QString& path);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  void gather();
  void search();
  void showBest(const QList<QuickPlace>& best);
  void run();
  QString whereText(const QuickPlace& place) const;

  const CourseDocument& m_document;
  QList<BlockId> m_recent;
  QLineEdit* m_text;
  QListWidget* m_list;
  QLabel* m_nothing;
  QList<QuickPlace> m_places;
  QList<QuickPlace> m_best;
  int m_asked = 0;         ///< searches begun
  int m_shown = 0;         ///< the one whose outcome is shown
  bool m_runsNext = false; ///< Enter came before the outcome
};

} // namespace scriptorium
