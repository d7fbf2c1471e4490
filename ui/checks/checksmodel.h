#pragma once

#include "ui/checks/livechecks.h"

#include <QAbstractTableModel>

namespace scriptorium {

class CourseDocument;

/// What the checks found, as a table, narrowed to what the author wants to see.
class ChecksModel : public QAbstractTableModel
{
  Q_OBJECT

public:
  enum Column
  {
    MessageColumn,
    AdviceColumn,
    PlaceColumn,
    ColumnCount
  };
  enum class Show
  {
    Open, ///< all that nobody approved of
    Errors,
    Warnings,
    Notes,
    Approved
  };

  explicit ChecksModel(const CourseDocument& document, QObject* parent = nullptr);

  void setReport(const CheckReport& report);
  /// `text`: what message, rule or place must contain.
  void narrow(Show show, const QString& text);
  const CheckedFinding& at(int row) const { return m_report.findings.at(m_rows.at(row)); }
  /// The row of the same finding in another report; -1: none.
  int rowOf(const Finding& finding) const;
  /// How many nobody approved of, by severity.
  const QList<int>& counts() const { return m_counts; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
  void fill();
  bool isShown(const CheckedFinding& one) const;
  QString placeText(const CheckedFinding& one) const;

  const CourseDocument& m_document;
  CheckReport m_report;
  QList<qsizetype> m_rows; ///< which findings are shown
  QList<int> m_counts{0, 0, 0};
  Show m_show = Show::Open;
  QString m_text;
};

} // namespace scriptorium
