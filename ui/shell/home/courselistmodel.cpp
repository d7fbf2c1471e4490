#include "ui/shell/home/courselistmodel.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

struct Ago
{
  Q_DECLARE_TR_FUNCTIONS(Ago)
};

} // namespace

QString agoText(qint64 msSinceEpoch)
{
  const QDateTime then = QDateTime::fromMSecsSinceEpoch(msSinceEpoch);
  const QDateTime now = QDateTime::currentDateTime();
  const qint64 seconds = then.secsTo(now);
  if (seconds < 60)
    return Ago::tr("just now");
  if (seconds < 3600)
    return Ago::tr("%n minute(s) ago", nullptr, static_cast<int>(seconds / 60));
  if (then.date() == now.date())
    return Ago::tr("today, %1").arg(QLocale().toString(then.time(), QLocale::ShortFormat));
  if (then.date().daysTo(now.date()) == 1)
    return Ago::tr("yesterday, %1").arg(QLocale().toString(then.time(), QLocale::ShortFormat));
  return QLocale().toString(then.date(), u"d MMM yyyy"_s);
}

void CourseListModel::setCourses(const QList<CourseInfo>& courses, const QStringList& recentIds)
{
  m_all = courses;
  m_recent = recentIds;
  putInOrder();
  rebuild();
}

void CourseListModel::setOrder(Order order)
{
  m_order = order;
  putInOrder();
  rebuild();
}

void CourseListModel::setImage(const QString& id, const QImage& image)
{
  m_images.insert(id, image);
  for (qsizetype row = 0; row < m_shown.size(); ++row)
    if (m_shown.at(row).id == id)
      Q_EMIT dataChanged(index(static_cast<int>(row)), index(static_cast<int>(row)), {ImageRole});
}

void CourseListModel::putInOrder()
{
  const auto rank = [this](const CourseInfo& course) {
    const qsizetype at = m_order == Order::Used ? m_recent.indexOf(course.id) : 0;
    return at < 0 ? m_recent.size() : at;
  };
  std::ranges::stable_sort(m_all, [&](const CourseInfo& a, const CourseInfo& b) {
    if (m_order == Order::Title)
      return QString::localeAwareCompare(a.title, b.title) < 0;
    if (m_order == Order::Size)
      return a.bytes > b.bytes;
    return rank(a) != rank(b) ? rank(a) < rank(b) : a.editedAt > b.editedAt;
  });
}

void CourseListModel::setFilter(const QString& text)
{
  m_filter = text.trimmed();
  rebuild();
}

void CourseListModel::rebuild()
{
  beginResetModel();
  m_shown.clear();
  for (const auto& course : std::as_const(m_all))
    if (m_filter.isEmpty() || course.title.contains(m_filter, Qt::CaseInsensitive) ||
        course.key.contains(m_filter, Qt::CaseInsensitive))
      m_shown.append(course);
  endResetModel();
}

int CourseListModel::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant CourseListModel::data(const QModelIndex& index, int role) const
{
  if (!index.isValid())
    return {};
  const CourseInfo& info = m_shown.at(index.row());
  const QLocale locale;
  const QString size = locale.formattedDataSize(info.bytes, 0, QLocale::DataSizeTraditionalFormat);
  const QString facts =
      tr("%1 blocks · %2 · %3")
          .arg(locale.toString(info.blocks), size, agoText(qMax(info.editedAt, info.importedAt)));
  const QString title = info.title.isEmpty() ? info.key : info.title;
  switch (role) {
  case Qt::DisplayRole:
    return title;
  case KeyRole:
    return info.key;
  case FactsRole:
    return facts;
  case StateRole:
    if (!info.problem.isEmpty())
      return info.problem;
    return info.lockedBy.isEmpty() ? QString() : tr("Open in %1").arg(info.lockedBy);
  case ProblemRole:
    return !info.problem.isEmpty();
  case ImageRole:
    return m_images.value(info.id);
  case Qt::ToolTipRole:
    return info.origin.isEmpty() ? tr("%1\n%2 on disk").arg(info.key, size)
                                 : tr("%1\n%2 on disk\nImported from %3").arg(info.key, size, info.origin);
  case Qt::AccessibleTextRole:
    return u"%1, %2, %3. %4"_s.arg(title, info.key, facts, data(index, StateRole).toString());
  default:
    return {};
  }
}

} // namespace scriptorium
