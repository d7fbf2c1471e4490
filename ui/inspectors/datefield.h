#pragma once

#include "model/blocktype.h"

#include <QLineEdit>

namespace scriptorium {

/// A line for a date, a span of time or a place in a video, with a button that opens what one chooses it
/// with: a calendar with time and zone, or hours, minutes and seconds. Text can be typed all the same.
class DateField : public QLineEdit
{
  Q_OBJECT

public:
  /// `type`: Date, Timedelta or RelativeTime.
  explicit DateField(FieldType type, QWidget* parent = nullptr);
  /// The form in which a value of this type is written, for hints and errors.
  static QString example(FieldType type);

  /// Opens the chooser below the line; it goes when it is left.
  void choose();

private:
  void chooseDate();
  void chooseSpan();
  void take(const QString& text);

  FieldType m_type;
};

/// A moment as the inspector writes it ("2030-01-31 12:00 UTC"); `zone`: of the day and time given.
QString momentText(const QDate& day, const QTime& time, const QByteArray& zone);

} // namespace scriptorium
