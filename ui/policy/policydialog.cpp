#include "ui/policy/policydialog.h"

#include "ui/document/coursedocument.h"
#include "ui/inspectors/fieldeditor.h"
#include "ui/inspectors/jsonedit.h"
#include "ui/inspectors/valuedialog.h"
#include "ui/policy/gradingdialog.h"
#include "ui/policy/groupsdialog.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/label.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QCollator>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr int kFieldRole = Qt::UserRole;
constexpr qsizetype kMostLetters = 200;

/// What the course has no such field for can only be written as JSON.
bool isTyped(const FieldSpec* spec)
{
  return spec && spec->type != FieldType::Any;
}

/// A value in one line, as people read it.
QString shortText(const FieldSpec* spec, const QString& json)
{
  const QString dot = u" · "_s;
  if (spec && spec->name == "user_partitions"_L1)
    return partitionsSummary(json).replace(u'\n', dot);
  const Json value = Json::parse(json).value_or(Json());
  if (value.isBoolean())
    return value.boolean() ? PolicyDialog::tr("Yes") : PolicyDialog::tr("No");
  if (spec && (value.isList() || value.isObject()))
    return value.isEmpty() ? PolicyDialog::tr("empty") : valueSummary(value, spec->shape).replace(u'\n', dot);
  EffectiveField field;
  field.spec = spec;
  field.json = json;
  return fieldText(field).simplified().left(kMostLetters);
}

} // namespace

PolicyDialog::PolicyDialog(CourseDocument& document, QWidget* parent) : QDialog(parent), m_document(document)
{
  setObjectName(u"policyDialog"_s);
  setWindowTitle(tr("Course policy"));
  resize(900, 600);
  auto* columns = new QSplitter(Qt::Horizontal, this);
  columns->setHandleWidth(16);
  columns->setChildrenCollapsible(false);
  columns->addWidget(makeList());
  columns->addWidget(makeDetail());
  columns->setSizes({440, 420});
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* foot = new QHBoxLayout;
  foot->addWidget(makeLabel(tr("Each change is stored at once, and undo takes it back."), u"small"_s, this));
  foot->addWidget(buttons);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 16, 16, 12);
  layout->setSpacing(12);
  layout->addWidget(columns, 1);
  layout->addLayout(foot);
  connect(&document, &CourseDocument::changed, this, &PolicyDialog::refresh);
  refresh();
  select(m_values.isEmpty() ? u"advanced_modules"_s
                            : m_list->topLevelItem(0)->data(0, kFieldRole).toString());
}

QWidget* PolicyDialog::makeList()
{
  auto* side = new QWidget(this);
  m_filter = new QLineEdit(side);
  m_filter->setObjectName(u"policyFilter"_s);
  m_filter->setPlaceholderText(tr("Filter settings"));
  m_filter->setAccessibleName(tr("Filter settings"));
  m_filter->setClearButtonEnabled(true);
  m_filter->addAction(icon(u"filter"_s), QLineEdit::LeadingPosition);
  m_onlySet = new QCheckBox(tr("Only those set"), side);
  m_onlySet->setObjectName(u"policyOnlySet"_s);
  m_list = new QTreeWidget(side);
  m_list->setObjectName(u"policyList"_s);
  m_list->setAccessibleName(tr("Settings of the course"));
  m_list->setHeaderLabels({tr("Setting"), tr("Value")});
  m_list->setRootIsDecorated(false);
  m_list->setProperty("look", u"table"_s);
  m_list->setUniformRowHeights(true);
  m_list->header()->resizeSection(0, 250);
  m_other = new QLineEdit(side);
  m_other->setObjectName(u"policyOther"_s);
  m_other->setPlaceholderText(tr("Another key, then Enter"));
  m_other->setAccessibleName(tr("Name of another key of the policy"));
  m_other->setToolTip(tr("A key that is not in this list, for what your server has beyond Open edX."));
  m_other->setEnabled(!m_document.isReadOnly());
  auto* row = new QHBoxLayout;
  row->setSpacing(12);
  row->addWidget(m_filter, 1);
  row->addWidget(m_onlySet);
  auto* layout = new QVBoxLayout(side);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->addLayout(row);
  layout->addWidget(m_list, 1);
  layout->addWidget(m_other);
  connect(m_filter, &QLineEdit::textChanged, this, &PolicyDialog::applyFilter);
  connect(m_onlySet, &QCheckBox::toggled, this, &PolicyDialog::applyFilter);
  connect(m_other, &QLineEdit::returnPressed, this, &PolicyDialog::addOther);
  connect(m_list, &QTreeWidget::currentItemChanged, this, &PolicyDialog::showItem);
  return side;
}

QWidget* PolicyDialog::makeDetail()
{
  auto* side = new QWidget(this);
  m_title = makeLabel({}, u"heading"_s, side);
  m_title->setWordWrap(true);
  m_name = makeLabel({}, u"small"_s, side);
  m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_help = makeLabel({}, u"muted"_s, side);
  m_help->setWordWrap(true);
  m_typed = new QWidget(side);
  m_typedLayout = new QVBoxLayout(m_typed);
  m_typedLayout->setContentsMargins(0, 0, 0, 0);
  m_typedLayout->addStretch();
  m_json = new JsonEdit(u"policyJson"_s, side);
  m_json->setReadOnly(m_document.isReadOnly());
  m_stack = new QStackedWidget(side);
  m_stack->addWidget(m_typed);
  m_stack->addWidget(m_json);
  m_problem = makeLabel({}, u"problem"_s, side);
  m_problem->setObjectName(u"policyProblem"_s);
  m_problem->setWordWrap(true);
  m_problem->hide();
  m_set = new QPushButton(tr("Set"), side);
  m_set->setObjectName(u"policySet"_s);
  m_set->setProperty("primary", true);
  m_set->setAutoDefault(false);
  m_unset = new QPushButton(tr("Take off the policy"), side);
  m_unset->setObjectName(u"policyUnset"_s);
  m_unset->setAutoDefault(false);
  auto* row = new QHBoxLayout;
  row->addWidget(m_unset);
  row->addStretch();
  row->addWidget(m_set);
  auto* layout = new QVBoxLayout(side);
  layout->setContentsMargins(0, 4, 0, 0);
  layout->setSpacing(8);
  for (QWidget* part :
       {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_name), static_cast<QWidget*>(m_help)})
    layout->addWidget(part);
  layout->addWidget(m_stack, 1);
  layout->addWidget(m_problem);
  layout->addLayout(row);
  connect(m_json, &JsonEdit::edited, this,
          [this] { m_set->setEnabled(m_json->isEdited() && m_json->isValid() && !m_document.isReadOnly()); });
  connect(m_set, &QPushButton::clicked, this, [this] { setJson(m_json->text()); });
  connect(m_unset, &QPushButton::clicked, this, [this] { setJson({}); });
  return side;
}

const FieldSpec* PolicyDialog::spec() const
{
  return m_document.types().field(u"course"_s, m_field);
}

QString PolicyDialog::nameOf(const QString& field) const
{
  const FieldSpec* known = m_document.types().field(u"course"_s, field);
  return known && !known->displayName.isEmpty() ? known->displayName : field;
}

void PolicyDialog::refresh()
{
  m_values.clear();
  const auto entries = edit::coursePolicy(m_document.store());
  m_problem->setVisible(!entries);
  if (!entries)
    m_problem->setText(entries.error().toString());
  else
    for (const auto& entry : *entries)
      m_values.insert(entry.field, entry.json);
  fill();
  if (!m_field.isEmpty())
    showValue();
}

void PolicyDialog::fill()
{
  QStringList fields = m_values.keys();
  if (!m_field.isEmpty() && !fields.contains(m_field))
    fields.append(m_field);
  const auto known = m_document.types().fields(u"course"_s);
  for (const FieldSpec* field : known)
    if (!field->isDeprecated && !fields.contains(field->name))
      fields.append(field->name);
  // What is set stands first; within, by the names that people read.
  QCollator collator;
  collator.setCaseSensitivity(Qt::CaseInsensitive);
  std::ranges::sort(fields, [&](const QString& a, const QString& b) {
    const bool isSet = m_values.contains(a);
    return isSet != m_values.contains(b) ? isSet : collator.compare(nameOf(a), nameOf(b)) < 0;
  });
  const QSignalBlocker quiet(m_list);
  m_list->clear();
  for (const auto& field : std::as_const(fields)) {
    auto* item = new QTreeWidgetItem(
        {nameOf(field), shortText(m_document.types().field(u"course"_s, field), m_values.value(field))});
    item->setData(0, kFieldRole, field);
    item->setToolTip(0, field);
    if (m_values.contains(field)) {
      QFont bold = item->font(0);
      bold.setWeight(QFont::DemiBold);
      item->setFont(0, bold);
    } else {
      item->setForeground(0, colours(palette()).muted);
    }
    m_list->addTopLevelItem(item);
    if (field == m_field)
      m_list->setCurrentItem(item);
  }
  applyFilter();
}

void PolicyDialog::applyFilter()
{
  const QString text = m_filter->text().trimmed();
  for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
    QTreeWidgetItem* item = m_list->topLevelItem(row);
    const QString field = item->data(0, kFieldRole).toString();
    const bool matches = text.isEmpty() || item->text(0).contains(text, Qt::CaseInsensitive) ||
                         field.contains(text, Qt::CaseInsensitive);
    item->setHidden(!matches || (m_onlySet->isChecked() && !m_values.contains(field)));
  }
}

void PolicyDialog::select(const QString& field)
{
  for (int row = 0; row < m_list->topLevelItemCount(); ++row)
    if (QTreeWidgetItem* item = m_list->topLevelItem(row); item->data(0, kFieldRole).toString() == field) {
      m_list->setCurrentItem(item);
      m_list->scrollToItem(item);
    }
}

void PolicyDialog::addOther()
{
  const QString field = m_other->text().trimmed();
  if (field.isEmpty())
    return;
  m_other->clear();
  m_filter->clear();
  m_onlySet->setChecked(false);
  m_field = field;
  fill();
  select(field);
  showValue();
}

void PolicyDialog::showItem(const QTreeWidgetItem* item)
{
  if (!item)
    return;
  m_field = item->data(0, kFieldRole).toString();
  m_problem->hide();
  showValue();
}

void PolicyDialog::showValue()
{
  const bool isSet = m_values.contains(m_field);
  const FieldSpec* known = spec();
  m_title->setText(nameOf(m_field));
  m_name->setText(isSet ? tr("%1 · set in the policy").arg(m_field) : tr("%1 · not set").arg(m_field));
  m_help->setText(known ? known->help
                        : tr("Open edX has no setting of this name; the value is kept as it is."));
  m_help->setVisible(!m_help->text().isEmpty());
  m_unset->setEnabled(isSet && !m_document.isReadOnly());
  m_set->setVisible(!isTyped(known));
  m_set->setEnabled(false);
  if (isTyped(known)) {
    showTyped(*known);
  } else if (!m_json->isEdited() || m_stack->currentWidget() != m_json ||
             m_json->property("field").toString() != m_field)
  {
    m_json->setProperty("field", m_field);
    m_json->setText(indentedJson(m_values.value(m_field)));
  }
  m_stack->setCurrentWidget(isTyped(known) ? m_typed : static_cast<QWidget*>(m_json));
}

void PolicyDialog::showTyped(const FieldSpec& spec)
{
  if (!m_editor || m_editor->spec().name != spec.name) {
    if (m_editor)
      m_editor->deleteLater();
    m_editor = new FieldEditor(spec, true, m_typed);
    m_typedLayout->insertWidget(0, m_editor);
    m_editor->hideHead(); // the name stands above
    m_editor->setReadOnly(m_document.isReadOnly());
    connect(m_editor, &FieldEditor::resetRequested, this, [this] { setJson({}); });
    connect(m_editor, &FieldEditor::editRequested, this, &PolicyDialog::openOwnDialog);
    connect(m_editor, &FieldEditor::entered, this, [this](const QString& raw) {
      if (const auto json = readField(m_editor->spec(), true, raw))
        setJson(*json);
    });
  }
  const bool isSet = m_values.contains(spec.name);
  EffectiveField field;
  field.spec = &spec;
  field.name = spec.name;
  field.json = isSet ? m_values.value(spec.name) : spec.defaultJson;
  field.origin = isSet ? FieldOrigin::Policy : FieldOrigin::Default;
  if (spec.name == "grading_policy"_L1)
    field.json = QString::fromUtf8(edit::gradingPolicy(m_document.store()).value_or(QByteArray()));
  if (spec.name == "user_partitions"_L1)
    field.json = userPartitions(m_document.store(), m_document.policy()).value_or(UserPartitions()).toJson();
  m_editor->setPartitions(m_document.partitions());
  m_editor->showValue(field, isSet ? QString() : tr("default"));
}

/// Of what the editor only tells.
void PolicyDialog::openOwnDialog()
{
  QDialog* dialog = nullptr;
  if (m_field == "grading_policy"_L1)
    dialog = new GradingDialog(m_document, this);
  else
    dialog = new GroupsDialog(m_document, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->open();
}

void PolicyDialog::setJson(const QString& json)
{
  const QByteArray value = json.toUtf8();
  const auto done = m_document.attempt(steps::setCoursePolicy(m_document, m_field, nameOf(m_field), value));
  m_problem->setText(done ? QString() : done.error().detail);
  m_problem->setVisible(!done);
  if (!done)
    return;
  m_json->setText(indentedJson(m_values.value(m_field)));
  showValue();
}

} // namespace scriptorium
