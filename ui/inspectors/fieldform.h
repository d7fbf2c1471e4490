#pragma once

#include "base/ids.h"
#include "model/inheritance.h"
#include "ui/inspectors/commonfields.h"

#include <QHash>
#include <QScrollArea>

#include <chrono>

class QTimer;
class QToolButton;
class QVBoxLayout;

namespace scriptorium {

class CourseDocument;
class FieldEditor;
struct ExperimentUnit;
struct UserGroup;

/// The fields of all blocks of one type, one editor each; shows the values of one block at a time, or what
/// several have in common: then a change is one step for all. Editors are made a few at a time between other
/// events, because a course has a hundred fields and the window answers meanwhile. Fields common to all
/// blocks are made when asked for, or when set.
class FieldForm : public QScrollArea
{
  Q_OBJECT

public:
  /// Tabbing comes into the form from `before`.
  FieldForm(CourseDocument& document, QString type, QWidget* before, QWidget* parent);

  /// Shows fields of this form's type. Keeps what is being typed when it is of the same blocks.
  void showValues(const FormValues& values);
  void setShowsMore(bool showsMore);
  /// Shows only the fields whose name holds this text; empty shows all.
  void setFilter(const QString& text);
  /// How many settings the filter hides.
  int hiddenCount() const;
  /// Takes over what is being typed.
  void flush();
  /// Null when the block has no such field to show. Makes all that is still to be made first.
  FieldEditor* editor(const QString& name);

Q_SIGNALS:
  void showsMoreToggled(bool showsMore);
  /// The author wants to change the grading policy.
  void gradingRequested();
  /// The same for the group configurations.
  void groupsRequested();

private:
  void buildMoreButton();
  void sortOut();
  void addWaiting(std::chrono::milliseconds budget);
  void addField(const EffectiveField& field);
  void showIn(FieldEditor* editor, const EffectiveField& field);
  bool passesFilter(const EffectiveField& field) const;
  QList<UserGroup> groupsOfExperiment() const;
  QList<ExperimentUnit> unitsOfExperiment() const;
  void placeInOrder(QWidget* editor, bool isPrimary);
  void updateVisibility(FieldEditor* editor);
  int rankOf(const QString& field) const;
  bool isPrimary(const EffectiveField& field) const;
  bool isWanted(const EffectiveField& field) const;
  QString originText(const EffectiveField& field) const;

  CourseDocument& m_document;
  QString m_type;
  QList<BlockId> m_blocks;
  QSet<QString> m_mixed;
  QHash<QString, QString> m_refused;
  QString m_filter;
  bool m_showsMore = false;
  QHash<QString, EffectiveField> m_fields; ///< of the block that is shown
  QList<EffectiveField> m_waiting;         ///< wanted, their editors not yet made
  QHash<QString, FieldEditor*> m_editors;
  QWidget* m_form;
  QVBoxLayout* m_primary;
  QVBoxLayout* m_more;
  QToolButton* m_moreButton = nullptr;
  QWidget* m_lastPrimary; ///< where tabbing goes on from
  QWidget* m_lastMore = nullptr;
  QTimer* m_timer;
};

} // namespace scriptorium
