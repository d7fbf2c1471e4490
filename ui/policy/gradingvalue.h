#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace scriptorium {

/// A grading policy as tables show it. What the tables do not know of stays as it was.
struct GradingValue
{
  struct Assignment
  {
    QString type;
    QString shortName;
    int count = 1; ///< how many count
    int dropped = 0;
    double percent = 0; ///< of the course's grade
    QJsonObject rest;   ///< the entry as it was
  };
  struct Cutoff
  {
    QString grade;
    double percent = 0;
  };
  QList<Assignment> assignments;
  QList<Cutoff> cutoffs; ///< the highest first
  QJsonObject rest;      ///< the policy as it was

  /// Nothing in it when `json` is no object.
  static GradingValue fromJson(const QByteArray& json);
  QByteArray toJson() const;
  double totalPercent() const;
};

} // namespace scriptorium
