#pragma once

#include "model/userpartitions.h"

#include <QWidget>

class QComboBox;
class QGridLayout;

namespace scriptorium {

/// A unit below an experiment.
struct ExperimentUnit
{
  QString key; ///< usage key
  QString title;

  bool operator==(const ExperimentUnit&) const = default;
};

/// Which unit of an experiment each group sees: a choice for each group of its configuration. Groups and
/// units that are named and not there are shown as such; what is not changed here stays in the value.
class ExperimentField : public QWidget
{
  Q_OBJECT

public:
  explicit ExperimentField(QWidget* parent = nullptr);

  /// The groups of the configuration that is chosen, and the units below the experiment.
  void setChoices(const QList<UserGroup>& groups, const QList<ExperimentUnit>& units);
  /// The value of `group_id_to_child` as JSON text.
  void setText(const QString& json);
  QString text() const;

Q_SIGNALS:
  /// The author chose a unit.
  void edited();

private:
  void fill();
  void addRow(const QString& group, const QString& name, bool isThere);
  QComboBox* makeBox(const QString& group, const QString& name);

  QList<UserGroup> m_groups;
  QList<ExperimentUnit> m_units;
  Json m_map = Json::object(); ///< group → usage key
  QWidget* m_rows = nullptr;
  QGridLayout* m_grid = nullptr;
};

} // namespace scriptorium
