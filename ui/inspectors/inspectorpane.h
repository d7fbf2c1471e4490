#pragma once

#include "base/ids.h"
#include "model/changeset.h"
#include "model/inheritance.h"
#include "widgets/pane.h"

#include <QHash>

class QLabel;
class QLineEdit;
class QScrollArea;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace scriptorium {

class CourseDocument;
class ElidedLabel;
class EmptyState;
class FieldEditor;

/// The right pane: every field of the current block with its effective value and where that comes from. The
/// form is built once per block type and reused; fields that apply to all blocks are built when asked for.
class InspectorPane : public Pane
{
  Q_OBJECT

public:
  explicit InspectorPane(CourseDocument& document, QWidget* parent = nullptr);

  /// Takes over what is being typed.
  void flush();
  FieldEditor* fieldEditor(const QString& name) const { return m_editors.value(name); }
  void focusContent();

private:
  void buildHead();
  void showCurrent();
  void follow(const ChangeSet& changes);
  void refresh();
  void buildForm(const QString& type, const QList<EffectiveField>& fields);
  void addField(QVBoxLayout* layout, const EffectiveField& field, bool isXmlBlock);
  void addMore(const QList<EffectiveField>& fields);
  bool isPrimary(const EffectiveField& field) const;
  QString originText(const EffectiveField& field) const;
  void applyFilter();

  CourseDocument& m_document;
  BlockId m_block;
  QString m_type;
  ElidedLabel* m_title;
  QLabel* m_key;
  QLineEdit* m_filter;
  QStackedWidget* m_stack;
  EmptyState* m_empty;
  QScrollArea* m_scroll;
  QVBoxLayout* m_primary = nullptr;
  QVBoxLayout* m_more = nullptr;
  QWidget* m_moreBox = nullptr;
  QToolButton* m_moreButton = nullptr;
  bool m_showsMore = false;
  QHash<QString, FieldEditor*> m_editors;
};

} // namespace scriptorium
