#include "ui/inspectors/datefield.h"

#include "model/timetext.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/label.h"

#include <QAction>
#include <QCalendarWidget>
#include <QComboBox>
#include <QDateTime>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QRegularExpression>
#include <QScreen>
#include <QSpinBox>
#include <QTextCharFormat>
#include <QTimeEdit>
#include <QTimeZone>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

QFrame* makePopup(QWidget* below)
{
  auto* popup = new QFrame(below, Qt::Popup);
  popup->setObjectName(u"chooser"_s);
  popup->setAttribute(Qt::WA_DeleteOnClose);
  popup->setProperty("look", u"popup"_s);
  return popup;
}

/// Under the line where there is room, else above it.
void openPopup(QFrame* popup, const QWidget* line)
{
  popup->adjustSize();
  const QRect screen = line->screen()->availableGeometry();
  QPoint at = line->mapToGlobal(QPoint(line->width() - popup->width(), line->height() + 2));
  if (at.y() + popup->height() > screen.bottom())
    at.setY(line->mapToGlobal(QPoint()).y() - popup->height() - 2);
  at.setX(qBound(screen.left(), at.x(), qMax(screen.left(), screen.right() - popup->width())));
  at.setY(qMax(screen.top(), at.y()));
  popup->move(at);
  popup->show();
}

QComboBox* makeZones(QWidget* parent)
{
  auto* zones = new QComboBox(parent);
  zones->setObjectName(u"chooserZone"_s);
  zones->setAccessibleName(DateField::tr("Time zone"));
  zones->addItem(u"UTC"_s, QByteArray("UTC"));
  const QByteArray here = QTimeZone::systemTimeZoneId();
  const QList<QByteArray> known = QTimeZone::availableTimeZoneIds();
  if (here != "UTC" && known.contains(here))
    zones->addItem(QString::fromLatin1(here), here);
  for (const auto& zone : known)
    if (zone.contains('/') && zone != here && !zone.startsWith("Etc/"))
      zones->addItem(QString::fromLatin1(zone), zone);
  zones->setMaxVisibleItems(12);
  return zones;
}

/// Days, hours, minutes and seconds in a text of the field; zero for what it does not say.
QList<int> spanParts(FieldType type, const QString& text)
{
  if (type == FieldType::RelativeTime) {
    const QTime time = QTime::fromString(readRelativeTime(text).value_or(text), u"hh:mm:ss"_s);
    return {0, time.hour(), time.minute(), time.second()};
  }
  const QString span = readTimedelta(text).value_or(QString());
  static const QRegularExpression kDays(u"(\\d+) day"_s);
  static const QRegularExpression kSeconds(u"(\\d+) second"_s);
  const int seconds = kSeconds.match(span).captured(1).toInt();
  return {kDays.match(span).captured(1).toInt(), seconds / 3600, seconds / 60 % 60, seconds % 60};
}

QString spanText(FieldType type, const QList<int>& parts)
{
  if (type == FieldType::RelativeTime)
    return QTime(parts[1], parts[2], parts[3]).toString(u"hh:mm:ss"_s);
  const QStringList units{u"day"_s, u"hour"_s, u"minute"_s, u"second"_s};
  QStringList words;
  for (int i = 0; i < 4; ++i)
    if (parts[i] > 0)
      words.append(u"%1 %2%3"_s.arg(parts[i]).arg(units[i], parts[i] == 1 ? u""_s : u"s"_s));
  return words.join(u' ');
}

QCalendarWidget* makeCalendar(const QDate& day, QWidget* parent)
{
  auto* calendar = new QCalendarWidget(parent);
  calendar->setObjectName(u"chooserCalendar"_s);
  calendar->setAccessibleName(DateField::tr("Day"));
  calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
  calendar->setSelectedDate(day);
  // Room for the names of the days and a finger's breadth between the weeks.
  calendar->setMinimumSize(7 * (parent->fontMetrics().horizontalAdvance(u"Wed"_s) + 18),
                           8 * (parent->fontMetrics().height() + 9));
  QTextCharFormat quiet; // no day is worse than another
  quiet.setForeground(colours(parent->palette()).muted);
  for (const auto weekend : {Qt::Saturday, Qt::Sunday})
    calendar->setWeekdayTextFormat(weekend, quiet);
  calendar->setHeaderTextFormat(quiet);
  const std::pair<const char*, const char*> steps[] = {{"qt_calendar_prevmonth", "chevron-left"},
                                                       {"qt_calendar_nextmonth", "chevron-right"}};
  for (const auto& [name, iconName] : steps)
    if (auto* button = calendar->findChild<QToolButton*>(QString::fromLatin1(name)))
      button->setIcon(icon(QString::fromLatin1(iconName)));
  return calendar;
}

} // namespace

QString momentText(const QDate& day, const QTime& time, const QByteArray& zone)
{
  const QDateTime moment = QDateTime(day, time, QTimeZone(zone)).toUTC();
  return moment.toString(time.second() == 0 ? u"yyyy-MM-dd HH:mm"_s : u"yyyy-MM-dd HH:mm:ss"_s) + u" UTC"_s;
}

DateField::DateField(FieldType type, QWidget* parent) : QLineEdit(parent), m_type(type)
{
  const bool isDate = type == FieldType::Date;
  setPlaceholderText(tr("Not set · %1").arg(example(type)));
  auto* open = addAction(icon(isDate ? u"calendar-days"_s : u"history"_s, Tone::Muted), TrailingPosition);
  open->setObjectName(u"choose"_s);
  open->setToolTip(isDate ? tr("Choose day, time and zone (Alt+Down)") : tr("Choose the time (Alt+Down)"));
  open->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Down));
  open->setShortcutContext(Qt::WidgetShortcut);
  connect(open, &QAction::triggered, this, &DateField::choose);
}

QString DateField::example(FieldType type)
{
  if (type == FieldType::Date)
    return u"2030-01-31 12:00 UTC"_s;
  return type == FieldType::RelativeTime ? u"00:01:30"_s : tr("2 days 3 hours");
}

void DateField::choose()
{
  if (m_type == FieldType::Date)
    chooseDate();
  else
    chooseSpan();
}

void DateField::chooseDate()
{
  QFrame* popup = makePopup(this);
  const auto read = readDate(text());
  const QDateTime now = read ? QDateTime::fromString(*read, Qt::ISODate)
                             : QDateTime(QDate::currentDate(), QTime(0, 0), Qt::UTC);
  QCalendarWidget* calendar = makeCalendar(now.date(), popup);
  auto* time = new QTimeEdit(now.time(), popup);
  time->setObjectName(u"chooserTime"_s);
  time->setAccessibleName(tr("Time"));
  time->setButtonSymbols(QAbstractSpinBox::NoButtons);
  time->setDisplayFormat(u"HH:mm"_s);
  QComboBox* zones = makeZones(popup);
  auto* result = makeLabel({}, u"small"_s, popup);
  auto* set = new QPushButton(tr("Set"), popup);
  set->setObjectName(u"chooserSet"_s);
  set->setProperty("primary", true);
  const auto chosen = [calendar, time, zones] {
    return momentText(calendar->selectedDate(), time->time(), zones->currentData().toByteArray());
  };
  const auto show = [result, chosen] { result->setText(chosen()); };
  connect(calendar, &QCalendarWidget::selectionChanged, result, show);
  connect(time, &QTimeEdit::timeChanged, result, show);
  connect(zones, &QComboBox::currentIndexChanged, result, show);
  const auto finish = [this, popup, chosen] {
    take(chosen());
    popup->close();
  };
  connect(set, &QPushButton::clicked, this, finish);
  connect(calendar, &QCalendarWidget::activated, this, finish);
  auto* when = new QHBoxLayout;
  when->addWidget(time);
  when->addWidget(zones, 1);
  auto* foot = new QHBoxLayout;
  foot->addWidget(result, 1);
  foot->addWidget(set);
  auto* layout = new QVBoxLayout(popup);
  layout->setContentsMargins(12, 12, 12, 12);
  layout->addWidget(calendar);
  layout->addLayout(when);
  layout->addLayout(foot);
  show();
  openPopup(popup, this);
  calendar->setFocus();
}

void DateField::chooseSpan()
{
  QFrame* popup = makePopup(this);
  const QStringList names{tr("Days"), tr("Hours"), tr("Minutes"), tr("Seconds")};
  const QList<int> most{9999, 23, 59, 59};
  const QList<int> now = spanParts(m_type, text());
  auto* form = new QFormLayout(popup);
  form->setContentsMargins(12, 12, 12, 12);
  QList<QSpinBox*> boxes;
  for (int i = 0; i < 4; ++i) {
    auto* box = new QSpinBox(popup);
    box->setObjectName(u"chooserPart%1"_s.arg(i));
    box->setRange(0, most[i]);
    box->setValue(now[i]);
    box->setAccessibleName(names[i]);
    boxes.append(box);
    if (i > 0 || m_type == FieldType::Timedelta)
      form->addRow(names[i], box);
    else
      box->hide();
  }
  auto* set = new QPushButton(tr("Set"), popup);
  set->setObjectName(u"chooserSet"_s);
  set->setProperty("primary", true);
  form->addRow(set);
  connect(set, &QPushButton::clicked, this, [this, popup, boxes] {
    QList<int> parts;
    for (const auto* box : boxes)
      parts.append(box->value());
    take(spanText(m_type, parts));
    popup->close();
  });
  openPopup(popup, this);
  boxes[1]->setFocus();
}

void DateField::take(const QString& text)
{
  setText(text);
  Q_EMIT editingFinished();
}

} // namespace scriptorium
