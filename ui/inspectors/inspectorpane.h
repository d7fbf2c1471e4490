#pragma once

#include "base/ids.h"
#include "model/changeset.h"
#include "ui/document/outline.h"
#include "ui/inspectors/commonfields.h"
#include "ui/widgets/pane.h"

#include <QHash>

#include <optional>

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTimer;

namespace scriptorium {

class CourseDocument;
class ElidedLabel;
class EmptyState;
class FieldEditor;
class FieldForm;

/// The right pane: every field of the current block with its effective value and where that comes from. Of
/// several chosen blocks it shows what they have in common, and changes all. One form per block type; those
/// used last are kept.
class InspectorPane : public Pane
{
  Q_OBJECT

public:
  explicit InspectorPane(CourseDocument& document, QWidget* parent = nullptr);

  /// Takes over what is being typed.
  void flush();
  /// Null when the current block has no such field to show.
  FieldEditor* fieldEditor(const QString& name) const;
  void focusContent();
  /// Lets go of the forms kept for other types of block, so that a change of the look need not reach them.
  void forgetHiddenForms();

Q_SIGNALS:
  /// The author wants to change the grading policy.
  void gradingRequested();
  /// The same for the group configurations.
  void groupsRequested();

private:
  QList<EffectiveField> withGrading(QList<EffectiveField> fields) const;
  void buildHead();
  void buildFilter();
  void showChosen();
  void showHead(const Outline::Node* node);
  void showFailure(const Error& error);
  void compareMore();
  void showValues();
  void follow(const ChangeSet& changes);
  void refresh();
  FieldForm* formFor(const QString& type);
  void applyFilter();

  CourseDocument& m_document;
  BlockId m_block;
  QList<BlockId> m_chosen;
  std::optional<CommonFields> m_common; ///< of several blocks
  QTimer* m_comparing;
  ElidedLabel* m_title;
  ElidedLabel* m_key;
  QLineEdit* m_filter;
  QWidget* m_hiddenBar; ///< says what the filter hides
  QLabel* m_hidden;
  QStackedWidget* m_stack;
  EmptyState* m_empty;
  QList<FieldForm*> m_forms; ///< the one used last first
  QHash<QString, FieldForm*> m_formOfType;
  FieldForm* m_form = nullptr; ///< the one that is shown
  bool m_showsMore = false;
};

} // namespace scriptorium
