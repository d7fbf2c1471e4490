#include "ui/inspectors/experimentfield.h"

#include "model/coursekey.h"
#include "ui/widgets/label.h"

#include <QComboBox>
#include <QGridLayout>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// Old and new keys may name the same unit.
bool isSameUnit(const QString& a, const QString& b)
{
  const auto first = parseUsage(a);
  const auto second = parseUsage(b);
  return a == b || (first && second && *first == *second);
}

/// The wheel scrolls the form; it must not change values.
class CalmBox : public QComboBox
{
public:
  using QComboBox::QComboBox;

protected:
  void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

} // namespace

ExperimentField::ExperimentField(QWidget* parent) : QWidget(parent)
{
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  fill();
}

void ExperimentField::setChoices(const QList<UserGroup>& groups, const QList<ExperimentUnit>& units)
{
  if (groups == m_groups && units == m_units)
    return;
  m_groups = groups;
  m_units = units;
  fill();
}

void ExperimentField::setText(const QString& json)
{
  Json value = Json::parse(json).value_or(Json::object());
  if (!value.isObject())
    value = Json::object();
  if (value == m_map)
    return;
  m_map = value;
  fill();
}

QString ExperimentField::text() const
{
  return m_map.toString();
}

void ExperimentField::fill()
{
  delete m_rows;
  m_rows = new QWidget(this);
  m_grid = new QGridLayout(m_rows);
  m_grid->setContentsMargins(0, 0, 0, 0);
  m_grid->setHorizontalSpacing(12);
  m_grid->setVerticalSpacing(6);
  m_grid->setColumnStretch(0, 1);
  m_grid->setColumnStretch(1, 2);
  for (const auto& group : std::as_const(m_groups))
    addRow(QString::number(group.id), group.name, true);
  for (const auto& [name, unit] : m_map.members()) {
    const QString id = QString::fromUtf8(name);
    const bool isThere = std::ranges::any_of(
        m_groups, [&](const UserGroup& group) { return QString::number(group.id) == id; });
    if (!isThere)
      addRow(id, tr("Group %1, which is not there").arg(id), false);
  }
  if (m_grid->count() == 0) {
    auto* none = makeLabel(tr("Choose a group configuration that has groups."), u"small"_s, m_rows);
    none->setWordWrap(true);
    m_grid->addWidget(none, 0, 0, 1, 2);
  }
  layout()->addWidget(m_rows);
}

void ExperimentField::addRow(const QString& group, const QString& name, bool isThere)
{
  const int row = m_grid->rowCount();
  auto* label = new ElidedLabel(isThere ? u"muted"_s : u"problem"_s, m_rows);
  label->setFullText(name);
  QComboBox* box = makeBox(group, name);
  label->setBuddy(box);
  m_grid->addWidget(label, row, 0);
  m_grid->addWidget(box, row, 1);
}

QComboBox* ExperimentField::makeBox(const QString& group, const QString& name)
{
  auto* box = new CalmBox(m_rows);
  box->setObjectName(u"unitOf:"_s + group);
  box->setAccessibleName(tr("Unit of %1").arg(name));
  box->setFocusPolicy(Qt::StrongFocus);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(6);
  box->addItem(tr("None"), QString());
  for (const auto& unit : std::as_const(m_units))
    box->addItem(unit.title, unit.key);
  const QString key = m_map.find(group).value_or(Json()).text();
  const auto unit =
      std::ranges::find_if(m_units, [&](const ExperimentUnit& each) { return isSameUnit(each.key, key); });
  if (key.isEmpty()) {
    box->setCurrentIndex(0);
  } else if (unit != m_units.end()) {
    box->setItemData(static_cast<int>(unit - m_units.begin()) + 1, key);
    box->setCurrentIndex(static_cast<int>(unit - m_units.begin()) + 1);
  } else {
    const auto usage = parseUsage(key);
    box->addItem(tr("%1, which is not here").arg(usage ? usage->blockId : key), key);
    box->setCurrentIndex(box->count() - 1);
  }
  connect(box, &QComboBox::activated, this, [this, box, group] {
    if (const QString chosen = box->currentData().toString(); chosen.isEmpty())
      m_map.remove(group);
    else
      m_map.set(group, Json(chosen));
    Q_EMIT edited();
  });
  return box;
}

} // namespace scriptorium
