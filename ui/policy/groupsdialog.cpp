#include "ui/policy/groupsdialog.h"

#include "store/coursestore.h"
#include "ui/document/coursedocument.h"
#include "ui/jobs/background.h"
#include "ui/policy/grouptable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/label.h"

#include <QAction>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr int kMostNamed = 3;

/// How learners come into the groups, for people.
QString schemeText(const QString& scheme)
{
  if (scheme == "cohort"_L1)
    return GroupsDialog::tr("By cohort: content groups");
  if (scheme == "random"_L1 || scheme.isEmpty())
    return GroupsDialog::tr("At random: an experiment");
  if (scheme == "verification"_L1)
    return GroupsDialog::tr("By ID verification");
  if (scheme == "team"_L1)
    return GroupsDialog::tr("By team");
  return scheme;
}

/// "Group A", or the first that is free.
QString freshGroupName(const QList<UserGroup>& groups)
{
  for (char16_t letter = u'A'; letter <= u'Z'; ++letter) {
    QString name = GroupsDialog::tr("Group %1").arg(QChar(letter));
    if (std::ranges::find(groups, name, &UserGroup::name) == groups.end())
      return name;
  }
  return GroupsDialog::tr("Group %1").arg(groups.size() + 1);
}

/// A component is named with its unit: many have the name of their kind.
QString placeOf(const CourseDocument& document, BlockId block)
{
  const Outline::Node* node = document.outline().find(block);
  const bool isInside = node && node->parent && !document.types().type(node->row.type).isContainer;
  return isInside
             ? GroupsDialog::tr("%1 › %2").arg(document.title(node->parent->row.id), document.title(block))
             : document.title(block);
}

QToolButton* makeTool(const QString& name, const QString& text, QWidget* parent)
{
  auto* tool = new QToolButton(parent);
  tool->setObjectName(name);
  tool->setIcon(icon(u"trash-2"_s));
  tool->setToolTip(text);
  tool->setAccessibleName(text);
  tool->setFocusPolicy(Qt::StrongFocus);
  return tool;
}

} // namespace

GroupsDialog::GroupsDialog(CourseDocument& document, QWidget* parent) : QDialog(parent), m_document(document)
{
  setObjectName(u"groupsDialog"_s);
  setWindowTitle(tr("Group configurations"));
  resize(820, 540);
  auto* columns = new QSplitter(Qt::Horizontal, this);
  columns->setHandleWidth(16);
  columns->setChildrenCollapsible(false);
  columns->addWidget(makeList());
  columns->addWidget(makeDetail());
  columns->setSizes({290, 514});
  m_stack = new QStackedWidget(this);
  m_stack->addWidget(makeEmpty());
  m_stack->addWidget(columns);
  m_problem = makeLabel({}, u"problem"_s, this);
  m_problem->setObjectName(u"groupsProblem"_s);
  m_problem->setWordWrap(true);
  auto* buttons = new QDialogButtonBox(this);
  m_store = new QPushButton(tr("Store"), buttons);
  m_store->setObjectName(u"groupsStore"_s);
  m_store->setProperty("primary", true);
  buttons->addButton(m_store, QDialogButtonBox::AcceptRole);
  buttons->addButton(QDialogButtonBox::Cancel);
  for (QAbstractButton* button : buttons->buttons())
    static_cast<QPushButton*>(button)->setAutoDefault(false); // Enter in a table is the table's
  connect(buttons, &QDialogButtonBox::accepted, this, &GroupsDialog::store);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 16, 16, 12);
  layout->setSpacing(12);
  layout->addWidget(m_stack, 1);
  layout->addWidget(makeQuestion());
  layout->addWidget(m_problem);
  layout->addWidget(buttons);

  const auto stored = userPartitions(document.store(), document.policy());
  if (stored)
    m_partitions = *stored;
  m_stored = m_partitions.toJson();
  fillList(0);
  if (!stored) {
    m_problem->setText(stored.error().detail);
    m_problem->show();
  }
  readUses();
}

QWidget* GroupsDialog::makeList()
{
  auto* side = new QWidget(this);
  m_list = new QTreeWidget(side);
  m_list->setObjectName(u"groupsList"_s);
  m_list->setAccessibleName(tr("Group configurations"));
  m_list->setHeaderLabels({tr("Configuration"), tr("Groups")});
  m_list->setRootIsDecorated(false);
  m_list->setProperty("look", u"table"_s);
  m_list->setUniformRowHeights(true);
  m_list->header()->setStretchLastSection(false);
  m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  m_list->headerItem()->setTextAlignment(1, Qt::AlignRight);
  m_list->installEventFilter(this);
  m_remove = makeTool(u"groupsRemove"_s, tr("Remove the chosen configuration"), side);
  connect(m_remove, &QToolButton::clicked, this, &GroupsDialog::removePartition);
  connect(m_list, &QTreeWidget::currentItemChanged, this, [this] {
    if (m_isFilling)
      return;
    closeQuestion();
    showPartition();
  });
  auto* row = new QHBoxLayout;
  row->addWidget(makeAddButton(u"groupsAdd"_s, side));
  row->addWidget(m_remove);
  row->addStretch();
  auto* layout = new QVBoxLayout(side);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->addWidget(m_list, 1);
  layout->addLayout(row);
  return side;
}

QPushButton* GroupsDialog::makeAddButton(const QString& name, QWidget* parent)
{
  auto* button = new QPushButton(icon(u"plus"_s), tr("Add a configuration"), parent);
  button->setObjectName(name);
  button->setAutoDefault(false);
  button->setEnabled(!m_document.isReadOnly());
  auto* menu = new QMenu(button);
  const auto offer = [&](const QString& text, const QString& scheme) {
    connect(menu->addAction(text), &QAction::triggered, this, [this, scheme] { add(scheme); });
  };
  offer(tr("&Content groups, for cohorts"), u"cohort"_s);
  offer(tr("Groups of an &experiment, at random"), u"random"_s);
  button->setMenu(menu);
  return button;
}

QWidget* GroupsDialog::makeEmpty()
{
  auto* empty = new EmptyState(u"users-round"_s, tr("No groups yet"),
                               tr("Content groups let some learners see a part of the course that others do "
                                  "not. Experiments show each group another version."),
                               this);
  const auto offer = [&](const QString& name, const QString& text, const QString& scheme) {
    auto* action = new QAction(text, empty);
    action->setObjectName(name);
    action->setEnabled(!m_document.isReadOnly());
    connect(action, &QAction::triggered, this, [this, scheme] { add(scheme); });
    empty->addAction(action);
  };
  offer(u"addContentGroups"_s, tr("Add content groups"), u"cohort"_s);
  offer(u"addExperimentGroups"_s, tr("Add groups of an experiment"), u"random"_s);
  return empty;
}

void GroupsDialog::addHeadFields(QVBoxLayout* layout)
{
  QWidget* side = layout->parentWidget();
  m_name = new QLineEdit(side);
  m_name->setObjectName(u"partitionName"_s);
  m_scheme = new QComboBox(side);
  m_scheme->setObjectName(u"partitionScheme"_s);
  m_scheme->setFocusPolicy(Qt::StrongFocus);
  m_description = new QLineEdit(side);
  m_description->setObjectName(u"partitionDescription"_s);
  m_description->setPlaceholderText(tr("For the course team only"));
  for (QWidget* field :
       {static_cast<QWidget*>(m_name), static_cast<QWidget*>(m_scheme), static_cast<QWidget*>(m_description)})
    field->setEnabled(!m_document.isReadOnly());
  auto* form = new QFormLayout;
  form->setContentsMargins(0, 0, 0, 0);
  form->setHorizontalSpacing(12);
  form->setVerticalSpacing(8);
  form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  form->addRow(tr("&Name"), m_name);
  form->addRow(tr("&Division"), m_scheme);
  form->addRow(tr("D&escription"), m_description);
  m_scheme->setAccessibleName(tr("How learners come into the groups"));
  layout->addLayout(form);
  connect(m_name, &QLineEdit::textEdited, this, &GroupsDialog::rename);
  connect(m_description, &QLineEdit::textEdited, this, [this](const QString& text) {
    m_partitions.describe(current(), text);
    note();
  });
  connect(m_scheme, &QComboBox::activated, this, [this] {
    m_partitions.setScheme(current(), m_scheme->currentData().toString());
    note();
  });
}

QWidget* GroupsDialog::makeDetail()
{
  auto* side = new QWidget(this);
  auto* layout = new QVBoxLayout(side);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(12);
  addHeadFields(layout);
  m_groups = new GroupTable(side);
  if (m_document.isReadOnly())
    m_groups->setEditTriggers(QAbstractItemView::NoEditTriggers);
  connect(m_groups, &GroupTable::renamed, this, [this](int row, const QString& name) {
    m_partitions.renameGroup(current(), row, name);
    note();
  });
  connect(m_groups, &GroupTable::removalRequested, this, [this] {
    if (m_removeGroup->isEnabled())
      removeGroup();
  });
  auto* plus = new QPushButton(icon(u"plus"_s), tr("Add a group"), side);
  plus->setObjectName(u"groupAdd"_s);
  plus->setAutoDefault(false);
  plus->setEnabled(!m_document.isReadOnly());
  m_removeGroup = makeTool(u"groupRemove"_s, tr("Remove the chosen group"), side);
  m_id = makeLabel({}, u"small"_s, side);
  m_id->setTextInteractionFlags(Qt::TextSelectableByMouse);
  connect(plus, &QPushButton::clicked, this, &GroupsDialog::addGroup);
  connect(m_removeGroup, &QToolButton::clicked, this, &GroupsDialog::removeGroup);
  auto* row = new QHBoxLayout;
  row->addWidget(plus);
  row->addWidget(m_removeGroup);
  row->addStretch();
  row->addWidget(m_id);
  auto* below = new QVBoxLayout;
  below->setSpacing(8);
  below->addWidget(m_groups, 1);
  below->addLayout(row);
  layout->addLayout(below, 1);
  return side;
}

QWidget* GroupsDialog::makeQuestion()
{
  auto* frame = new QFrame(this);
  frame->setObjectName(u"groupsQuestion"_s);
  frame->setProperty("look", u"message"_s);
  frame->setProperty("kind", u"warning"_s);
  m_asked = new QLabel(frame);
  m_asked->setObjectName(u"groupsAsked"_s);
  m_asked->setWordWrap(true);
  auto* go = new QPushButton(tr("Remove all the same"), frame);
  go->setObjectName(u"groupsRemoveUsed"_s);
  auto* keep = new QPushButton(tr("Keep"), frame);
  keep->setObjectName(u"groupsKeep"_s);
  for (QPushButton* button : {go, keep})
    button->setAutoDefault(false);
  auto* row = new QHBoxLayout(frame);
  row->setContentsMargins(12, 8, 8, 8);
  row->setSpacing(8);
  row->addWidget(m_asked, 1);
  row->addWidget(keep);
  row->addWidget(go);
  connect(keep, &QPushButton::clicked, this, &GroupsDialog::closeQuestion);
  connect(go, &QPushButton::clicked, this, [this] {
    const auto work = std::exchange(m_work, {});
    closeQuestion();
    work();
  });
  frame->hide();
  m_question = frame;
  return frame;
}

void GroupsDialog::readUses()
{
  using Uses = std::optional<QList<GroupUse>>;
  const auto read = [folder = m_document.store().folder(), &types = m_document.types()]() -> Uses {
    const auto store = CourseStore::open(folder, CourseStore::Mode::ReadOnly);
    const auto uses = store ? groupUses(**store, types, PolicyReader(**store)) : store.error();
    return uses ? Uses(*uses) : Uses(QList<GroupUse>());
  };
  runInBackground<Uses>(this, read, [this](const Uses& uses) {
    m_uses = uses;
    QSet<qint64> named;
    for (const auto& use : *m_uses)
      named += QSet(use.groups.begin(), use.groups.end()) + QSet{use.partition};
    m_partitions.avoid(named);
    if (const qsizetype at = current(); at >= 0)
      fillGroups(m_partitions.all()[at], m_groups->currentRow());
    note();
  });
}

QStringList GroupsDialog::usersOf(qint64 partition, std::optional<qint64> group) const
{
  QStringList users;
  for (const auto& use : m_uses.value_or(QList<GroupUse>()))
    if (use.partition == partition && (!group || use.groups.contains(*group)))
      users.append(placeOf(m_document, use.block));
  return users;
}

qsizetype GroupsDialog::current() const
{
  return m_list->indexOfTopLevelItem(m_list->currentItem());
}

void GroupsDialog::fillList(qsizetype current)
{
  const auto all = m_partitions.all();
  {
    const QScopedValueRollback guard(m_isFilling, true);
    m_list->clear();
    for (const auto& partition : all) {
      auto* item = new QTreeWidgetItem({partition.name, QString::number(partition.groups.size())});
      item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
      item->setToolTip(0, u"%1\n%2"_s.arg(partition.name, schemeText(partition.scheme)));
      item->setIcon(0, icon(partition.scheme == "cohort"_L1 ? u"users-round"_s : u"split"_s, Tone::Muted));
      m_list->addTopLevelItem(item);
    }
    if (!all.isEmpty())
      m_list->setCurrentItem(
          m_list->topLevelItem(static_cast<int>(std::clamp<qsizetype>(current, 0, all.size() - 1))));
  }
  m_stack->setCurrentIndex(all.isEmpty() ? 0 : 1);
  showPartition();
}

void GroupsDialog::fillSchemes(const QString& scheme)
{
  m_scheme->clear();
  QStringList schemes = {u"cohort"_s, u"random"_s};
  const QString own = scheme.isEmpty() ? u"random"_s : scheme;
  if (!schemes.contains(own))
    schemes.append(own);
  for (const auto& each : std::as_const(schemes))
    m_scheme->addItem(schemeText(each), each);
  m_scheme->setCurrentIndex(static_cast<int>(schemes.indexOf(own)));
}

void GroupsDialog::showPartition()
{
  const qsizetype at = current();
  if (at >= 0) {
    const UserPartition partition = m_partitions.all()[at];
    m_name->setText(partition.name);
    m_name->setCursorPosition(0);
    m_description->setText(partition.description);
    m_description->setCursorPosition(0);
    fillSchemes(partition.scheme);
    fillGroups(partition, 0);
    m_id->setText(partition.isActive ? tr("Id %1").arg(partition.id)
                                     : tr("Id %1 · not active").arg(partition.id));
  }
  note();
}

void GroupsDialog::fillGroups(const UserPartition& partition, int current)
{
  std::optional<QList<QStringList>> users;
  if (m_uses)
    users.emplace();
  for (const auto& group : partition.groups)
    if (users)
      users->append(usersOf(partition.id, group.id));
  m_groups->showGroups(partition.groups, users, current);
}

/// With the names and the words that Studio gives, which are in the course's language for all.
void GroupsDialog::add(const QString& scheme)
{
  closeQuestion();
  const bool isContent = scheme == "cohort"_L1;
  m_partitions.add(isContent ? u"Content Groups"_s : u"Experiment"_s, scheme);
  const qsizetype at = m_partitions.all().size() - 1;
  m_partitions.describe(at, isContent ? u"The groups in this configuration can be mapped to cohorts in the "
                                        "Instructor Dashboard."_s
                                      : QString());
  m_partitions.addGroup(at, u"Group A"_s);
  m_partitions.addGroup(at, u"Group B"_s);
  fillList(at);
  m_name->setFocus(Qt::OtherFocusReason);
  m_name->selectAll();
}

void GroupsDialog::addGroup()
{
  closeQuestion();
  const qsizetype at = current();
  if (at < 0)
    return;
  m_partitions.addGroup(at, freshGroupName(m_partitions.all()[at].groups));
  const UserPartition partition = m_partitions.all()[at];
  fillGroups(partition, static_cast<int>(partition.groups.size()) - 1);
  m_list->currentItem()->setText(1, QString::number(partition.groups.size()));
  note();
  m_groups->setFocus(Qt::OtherFocusReason);
  m_groups->editName(m_groups->rowCount() - 1);
}

void GroupsDialog::rename(const QString& name)
{
  m_partitions.rename(current(), name.trimmed());
  m_list->currentItem()->setText(0, name.trimmed());
  note();
}

void GroupsDialog::removePartition()
{
  const qsizetype at = current();
  if (at < 0)
    return;
  const UserPartition partition = m_partitions.all()[at];
  askFirst(partition.name, usersOf(partition.id), [this, at] {
    m_partitions.remove(at);
    fillList(at);
    m_list->setFocus(Qt::OtherFocusReason);
  });
}

void GroupsDialog::removeGroup()
{
  const qsizetype at = current();
  const int row = m_groups->currentRow();
  if (at < 0 || row < 0)
    return;
  const UserPartition partition = m_partitions.all()[at];
  const UserGroup& group = partition.groups[row];
  askFirst(group.name, usersOf(partition.id, group.id), [this, at, row] {
    m_partitions.removeGroup(at, row);
    fillList(at);
    fillGroups(m_partitions.all()[at], row);
    m_groups->setFocus(Qt::OtherFocusReason);
  });
}

void GroupsDialog::askFirst(const QString& name, const QStringList& users, const std::function<void()>& work)
{
  closeQuestion();
  if (users.isEmpty()) {
    work();
    return;
  }
  QStringList named;
  for (const auto& user : users.first(std::min<qsizetype>(users.size(), kMostNamed)))
    named.append(tr("“%1”").arg(user));
  if (users.size() > kMostNamed)
    named.append(tr("%n other(s)", nullptr, static_cast<int>(users.size()) - kMostNamed));
  m_asked->setText(tr("“%1” is used by %2. Without it no learner sees what is shown to it alone.")
                       .arg(name, named.join(tr(", "))));
  m_work = work;
  m_question->show();
  m_question->findChild<QPushButton*>(u"groupsKeep"_s)->setFocus(Qt::OtherFocusReason);
}

void GroupsDialog::closeQuestion()
{
  m_work = {};
  m_question->hide();
}

/// Why this cannot be stored yet; empty when it can.
QString GroupsDialog::problem() const
{
  const auto all = m_partitions.all();
  for (const auto& partition : all) {
    if (partition.name.isEmpty())
      return tr("A group configuration needs a name.");
    for (const auto& group : partition.groups)
      if (group.name.isEmpty())
        return tr("A group of “%1” needs a name.").arg(partition.name);
  }
  return userPartitionsProblem(m_partitions.toJson());
}

void GroupsDialog::note()
{
  const bool isWritable = !m_document.isReadOnly();
  const bool isChanged = m_partitions.toJson() != m_stored;
  const QString why = isChanged ? problem() : QString();
  m_problem->setText(why);
  m_problem->setVisible(!why.isEmpty());
  m_store->setEnabled(isWritable && isChanged && why.isEmpty());
  // Who uses something must be known before it may go.
  m_remove->setEnabled(isWritable && m_uses && current() >= 0);
  m_removeGroup->setEnabled(isWritable && m_uses && m_groups->rowCount() > 0);
}

void GroupsDialog::store()
{
  const auto done = m_document.attempt(steps::setUserPartitions(m_document, m_partitions.toJson()));
  if (done) {
    accept();
    return;
  }
  m_problem->setText(done.error().detail);
  m_problem->show();
}

bool GroupsDialog::eventFilter(QObject* watched, QEvent* event)
{
  if (event->type() != QEvent::KeyPress)
    return QDialog::eventFilter(watched, event);
  const int key = static_cast<QKeyEvent*>(event)->key();
  const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
  if (watched == m_list && key == Qt::Key_Delete && m_remove->isEnabled()) {
    removePartition();
    return true;
  }
  if (watched == m_list && (isEnter || key == Qt::Key_F2)) {
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
    return true;
  }
  return QDialog::eventFilter(watched, event);
}

} // namespace scriptorium
