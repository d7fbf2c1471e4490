#pragma once

#include "search/search.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;
class QLayout;
class QLineEdit;
class QStackedWidget;
class QTimer;
class QTreeView;

namespace scriptorium {

class CourseDocument;
class EmptyState;
class SearchModel;

/// Looks through the course as one types: titles, texts, settings. Each search runs on a worker with a store
/// of its own; a newer one cancels it. A hit leads to its block.
class SearchPanel : public QWidget
{
  Q_OBJECT

public:
  explicit SearchPanel(CourseDocument& document, QWidget* parent = nullptr);
  ~SearchPanel() override;

  /// Gives the keyboard to the line for what to look for; what stands there is selected.
  void focusQuery();

Q_SIGNALS:
  /// The author wants to see this place. `text`: what stands there in the body; empty when it is not in it.
  void placeChosen(scriptorium::BlockId block, const QString& text);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void showEvent(QShowEvent* event) override;

private:
  QLayout* buildRow();
  void buildList();
  void fillTypes();
  void follow();
  void run();
  void take(const Result<SearchResults>& results);
  void choose(int row);

  CourseDocument& m_document;
  SearchModel* m_model;
  QLineEdit* m_query;
  QComboBox* m_where;
  QComboBox* m_type;
  QLabel* m_summary;
  QTreeView* m_list;
  EmptyState* m_empty;
  QStackedWidget* m_stack;
  QTimer* m_timer;
  std::shared_ptr<Progress> m_running; ///< shared with the worker, which may outlive the panel
  bool m_isStale = false;
};

} // namespace scriptorium
