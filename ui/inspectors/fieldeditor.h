#pragma once

#include "model/inheritance.h"
#include "model/userpartitions.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace scriptorium {

class ElidedLabel;
struct ExperimentUnit;

/// One field of the inspector: its name, where its value comes from, a control by its type, a way back to the
/// inherited value. Announces what the author entered as raw attribute text; changes nothing itself.
class FieldEditor : public QWidget
{
  Q_OBJECT

public:
  FieldEditor(const FieldSpec& spec, bool isXmlBlock, QWidget* parent = nullptr);
  ~FieldEditor() override;

  const FieldSpec& spec() const { return m_spec; }
  /// Shows a value. `origin`: where it comes from, for people. Keeps what is being typed.
  void showValue(const EffectiveField& field, const QString& origin);
  /// Shows that several blocks have several values: an empty control that says so. `field` tells whether one
  /// of them sets it.
  void showMixed(const EffectiveField& field, const QString& origin);
  /// A sentence below the control, such as why it cannot be used; empty: none.
  void setNote(const QString& text);
  /// The group configurations of the course, for a setting that names them.
  void setPartitions(const QList<UserPartition>& partitions);
  /// The groups of an experiment and the units below it, for the setting that names them.
  void setExperiment(const QList<UserGroup>& groups, const QList<ExperimentUnit>& units);
  bool isSet() const { return m_isSet; }
  void setReadOnly(bool readOnly);
  /// Shows the control alone, where name and origin stand beside it already.
  void hideHead();
  /// Takes over what stands in the control, if it changed.
  void commit();
  /// The control itself, for tests and focus.
  QWidget* control() const { return m_control; }
  QString text() const;
  /// Puts the controls behind `widget` in the order of tabbing.
  void tabAfter(QWidget* widget) const;
  QWidget* lastControl() const;

Q_SIGNALS:
  void entered(const QString& raw);
  void resetRequested();
  /// The author wants to change what is only told here, or the groups that it names.
  void editRequested();

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  QWidget* makeControl();
  void setText(const QString& text);
  void setPlaceholder(const QString& text);
  void showOrigin(const EffectiveField& field, const QString& origin);
  void setProblem(const QString& text);
  /// Takes back what is said to be wrong, once it is not.
  void reconsider();

  FieldSpec m_spec;
  bool m_isXmlBlock;
  bool m_isSet = false;
  bool m_isShowing = false;
  QString m_shown;
  QString m_shownProblem; ///< of the value that is shown
  bool m_hasHead = true;
  ElidedLabel* m_name;
  QLabel* m_origin;
  QLabel* m_problem = nullptr; ///< made with the first problem
  QLabel* m_note = nullptr;    ///< made with the first note
  QToolButton* m_reset;
  QWidget* m_control;
};

/// A grading policy in a few lines: what counts how much, and from where which grade is given.
QString gradingSummary(const QByteArray& json);

/// The group configurations in a few lines: "Content Groups: A, B".
QString partitionsSummary(const QString& json);

/// The value of a field as a person reads and types it: strings without quotes, nothing for null.
QString fieldText(const EffectiveField& field);

} // namespace scriptorium
