#include "ui/inspectors/fieldeditor.h"

#include "model/fieldvalue.h"
#include "ui/inspectors/datefield.h"
#include "ui/inspectors/experimentfield.h"
#include "ui/inspectors/groupaccessfield.h"
#include "ui/inspectors/listfield.h"
#include "ui/inspectors/summarybutton.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/label.h"

#include <QAbstractTextDocumentLayout>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

QJsonValue parsed(const QString& json)
{
  const QJsonDocument document = QJsonDocument::fromJson(u"[%1]"_s.arg(json).toUtf8());
  return document.isArray() ? document.array().at(0) : QJsonValue();
}

bool isMultiline(const FieldSpec& spec)
{
  switch (spec.type) {
  case FieldType::String:
  case FieldType::Any:
    return spec.editor == "multiline"_L1 || spec.editor == "html"_L1;
  case FieldType::List:
  case FieldType::Dict:
  case FieldType::ReferenceList:
  case FieldType::ReferenceValueDict:
  case FieldType::Boolean:
  case FieldType::Integer:
  case FieldType::Float:
  case FieldType::Date:
  case FieldType::Timedelta:
  case FieldType::RelativeTime:
  case FieldType::Reference:
    return false;
  }
  return false;
}

bool isList(const FieldSpec& spec)
{
  return spec.type == FieldType::List || spec.type == FieldType::ReferenceList;
}

bool isObject(const FieldSpec& spec)
{
  return spec.type == FieldType::Dict || spec.type == FieldType::ReferenceValueDict;
}

bool isTime(const FieldSpec& spec)
{
  return spec.type == FieldType::Date || spec.type == FieldType::Timedelta ||
         spec.type == FieldType::RelativeTime;
}

/// The course keeps it in a file of its own, which has a dialog of its own.
bool isGradingPolicy(const FieldSpec& spec)
{
  return spec.name == "grading_policy"_L1;
}

bool isPartitions(const FieldSpec& spec)
{
  return spec.name == "user_partitions"_L1;
}

/// The configuration that an experiment divides learners by: chosen by name.
bool isPartitionChoice(const FieldSpec& spec)
{
  return spec.name == "user_partition_id"_L1;
}

/// Told in a few words; a dialog changes it.
bool isSummary(const FieldSpec& spec)
{
  return isGradingPolicy(spec) || isPartitions(spec);
}

/// "2026-12-31T23:59:00Z" as people write it.
QString dateText(const QString& iso)
{
  QString text = iso;
  text.replace(u'T', u' ').replace(u'Z', " UTC"_L1);
  return text.replace(":00 UTC"_L1, " UTC"_L1);
}

/// As high as its text, within reason.
void fitHeight(QPlainTextEdit& edit)
{
  // The document of a plain text edit is as high as its lines are many, those wrapped counted.
  const int lines = std::clamp(qRound(edit.document()->size().height()), 2, 8);
  edit.setFixedHeight(edit.fontMetrics().lineSpacing() * lines + 26);
}

} // namespace

QString gradingSummary(const QByteArray& json)
{
  const QJsonObject policy = QJsonDocument::fromJson(json).object();
  QStringList lines;
  const QJsonArray graders = policy.value("GRADER"_L1).toArray();
  for (const auto& entry : graders) {
    const QJsonObject grader = entry.toObject();
    lines.append(FieldEditor::tr("%1: %2 %")
                     .arg(grader.value("type"_L1).toString())
                     .arg(grader.value("weight"_L1).toDouble() * 100, 0, 'g', 4));
  }
  QStringList grades;
  const QJsonObject cutoffs = policy.value("GRADE_CUTOFFS"_L1).toObject();
  for (auto it = cutoffs.begin(); it != cutoffs.end(); ++it)
    grades.append(FieldEditor::tr("%1 from %2 %").arg(it.key()).arg(it.value().toDouble() * 100, 0, 'g', 4));
  if (!grades.isEmpty())
    lines.append(grades.join(u" · "_s));
  return lines.isEmpty() ? FieldEditor::tr("No grading policy; Open edX takes its own") : lines.join(u'\n');
}

QString partitionsSummary(const QString& json)
{
  const auto partitions = UserPartitions::read(json);
  if (!partitions)
    return partitions.error().detail;
  QStringList lines;
  for (const auto& partition : partitions->all()) {
    QStringList names;
    for (const auto& group : partition.groups)
      names.append(group.name);
    lines.append(names.isEmpty() ? partition.name : u"%1: %2"_s.arg(partition.name, names.join(u", "_s)));
  }
  return lines.isEmpty() ? FieldEditor::tr("No groups; click to make some") : lines.join(u'\n');
}

QString fieldText(const EffectiveField& field)
{
  const QJsonValue value = parsed(field.json);
  if (value.isString() && field.spec && field.spec->type == FieldType::Date)
    return dateText(value.toString());
  if (value.isString())
    return value.toString();
  if (value.isNull() || value.isUndefined())
    return field.origin == FieldOrigin::Set && !field.problem.isEmpty() ? field.raw : QString();
  if (value.isArray() || value.isObject())
    return Json::parse(field.json).value_or(Json()).toIndented(4);
  return field.json;
}

FieldEditor::FieldEditor(const FieldSpec& spec, bool isXmlBlock, QWidget* parent)
    : QWidget(parent), m_spec(spec), m_isXmlBlock(isXmlBlock)
{
  const QString name = spec.displayName.isEmpty() ? spec.name : spec.displayName;
  setObjectName(u"field:"_s + spec.name);
  m_name = new ElidedLabel(u"field"_s, this);
  m_name->setFullText(name);
  m_origin = makeLabel({}, u"origin"_s, this);
  m_origin->setObjectName(u"origin"_s);
  m_reset = new QToolButton(this);
  m_reset->setObjectName(u"reset"_s);
  m_reset->setIcon(icon(u"rotate-ccw"_s));
  m_reset->setIconSize(QSize(14, 14));
  m_reset->setProperty("look", u"small"_s);
  m_reset->setToolTip(tr("Back to the inherited or default value"));
  m_reset->setAccessibleName(tr("Reset %1").arg(name));
  m_control = makeControl();
  m_control->setAccessibleName(name);
  m_control->setAccessibleDescription(spec.help);
  m_control->installEventFilter(this);
  setToolTip(spec.help.isEmpty() ? spec.name : u"%1\n\n%2"_s.arg(spec.help, spec.name));
  m_name->setBuddy(m_control);

  auto* head = new QHBoxLayout;
  head->setSpacing(6);
  head->addWidget(m_name, 1);
  head->addWidget(m_origin);
  head->addWidget(m_reset);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addLayout(head);
  layout->addWidget(m_control);
  connect(m_reset, &QToolButton::clicked, this, &FieldEditor::resetRequested);
}

FieldEditor::~FieldEditor()
{
  m_control->disconnect(this); // a control that loses the focus with its parent says that it is finished
}

QWidget* FieldEditor::makeControl()
{
  if (m_spec.type == FieldType::Boolean || !m_spec.values.isEmpty() || isPartitionChoice(m_spec)) {
    auto* box = new QComboBox(this);
    if (m_spec.type == FieldType::Boolean && m_spec.values.isEmpty()) {
      box->addItem(tr("Yes"), u"true"_s);
      box->addItem(tr("No"), u"false"_s);
    }
    for (const auto& [value, text] : std::as_const(m_spec.values))
      box->addItem(text.isEmpty() ? value : text, value);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setFocusPolicy(Qt::StrongFocus);
    connect(box, &QComboBox::activated, this, &FieldEditor::commit);
    return box;
  }
  if (isSummary(m_spec)) {
    auto* button = new SummaryButton(this);
    connect(button, &QPushButton::clicked, this, &FieldEditor::editRequested);
    return button;
  }
  if (m_spec.name == "group_id_to_child"_L1) {
    auto* experiment = new ExperimentField(this);
    connect(experiment, &ExperimentField::edited, this, &FieldEditor::commit);
    return experiment;
  }
  if (m_spec.name == "group_access"_L1) {
    auto* access = new GroupAccessField(this);
    connect(access, &GroupAccessField::edited, this, &FieldEditor::commit);
    connect(access, &GroupAccessField::groupsRequested, this, &FieldEditor::editRequested);
    return access;
  }
  if (isList(m_spec) || isObject(m_spec)) {
    auto* list = new ListField(m_spec, this);
    connect(list, &ListField::edited, this, &FieldEditor::commit);
    return list;
  }
  if (isMultiline(m_spec)) {
    auto* edit = new QPlainTextEdit(this);
    edit->setTabChangesFocus(true);
    edit->setPlaceholderText(tr("Not set"));
    fitHeight(*edit);
    connect(edit->document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, edit,
            [edit] { fitHeight(*edit); });
    connect(edit, &QPlainTextEdit::textChanged, this, &FieldEditor::reconsider);
    return edit;
  }
  auto* line = isTime(m_spec) ? new DateField(m_spec.type, this) : new QLineEdit(this);
  if (!isTime(m_spec))
    line->setPlaceholderText(tr("Not set"));
  connect(line, &QLineEdit::editingFinished, this, &FieldEditor::commit);
  connect(line, &QLineEdit::textChanged, this, &FieldEditor::reconsider);
  return line;
}

void FieldEditor::tabAfter(QWidget* widget) const
{
  setTabOrder(widget, m_control);
  setTabOrder(m_control, m_reset);
}

QWidget* FieldEditor::lastControl() const
{
  return m_reset;
}

QString FieldEditor::text() const
{
  if (const auto* box = qobject_cast<QComboBox*>(m_control))
    return box->currentIndex() < 0 ? QString() : box->currentData().toString();
  if (const auto* edit = qobject_cast<QPlainTextEdit*>(m_control))
    return edit->toPlainText();
  if (const auto* list = qobject_cast<ListField*>(m_control))
    return list->text();
  if (const auto* access = qobject_cast<GroupAccessField*>(m_control))
    return access->text();
  if (const auto* experiment = qobject_cast<ExperimentField*>(m_control))
    return experiment->text();
  if (const auto* button = qobject_cast<SummaryButton*>(m_control))
    return button->summary();
  return qobject_cast<QLineEdit*>(m_control)->text();
}

void FieldEditor::setText(const QString& text)
{
  const QScopedValueRollback guard(m_isShowing, true);
  if (auto* box = qobject_cast<QComboBox*>(m_control)) {
    int at = box->findData(text);
    if (at < 0 && !text.isEmpty()) {
      // A value that the list of allowed ones does not know stays what it is.
      box->addItem(isPartitionChoice(m_spec) ? tr("Configuration %1, which is not there").arg(text) : text,
                   text);
      at = box->count() - 1;
    }
    box->setCurrentIndex(at);
  } else if (auto* list = qobject_cast<ListField*>(m_control)) {
    list->setText(text);
  } else if (auto* access = qobject_cast<GroupAccessField*>(m_control)) {
    access->setText(text);
  } else if (auto* experiment = qobject_cast<ExperimentField*>(m_control)) {
    experiment->setText(text);
  } else if (auto* button = qobject_cast<SummaryButton*>(m_control)) {
    button->setSummary(isPartitions(m_spec) ? partitionsSummary(text) : gradingSummary(text.toUtf8()));
  } else if (auto* edit = qobject_cast<QPlainTextEdit*>(m_control)) {
    if (edit->toPlainText() != text)
      edit->setPlainText(text);
  } else if (auto* line = qobject_cast<QLineEdit*>(m_control); line && line->text() != text) {
    line->setText(text);
    line->setCursorPosition(0);
  }
  m_shown = this->text();
}

void FieldEditor::setPlaceholder(const QString& text)
{
  if (auto* box = qobject_cast<QComboBox*>(m_control))
    box->setPlaceholderText(text);
  else if (auto* edit = qobject_cast<QPlainTextEdit*>(m_control))
    edit->setPlaceholderText(text);
  else if (auto* line = qobject_cast<QLineEdit*>(m_control))
    line->setPlaceholderText(text);
}

void FieldEditor::showMixed(const EffectiveField& field, const QString& origin)
{
  showOrigin(field, origin);
  if (m_control->hasFocus() && text() != m_shown)
    return;
  setText({});
  if (auto* access = qobject_cast<GroupAccessField*>(m_control)) {
    access->showMixed();
    m_shown = text();
  }
  setPlaceholder(tr("Several values"));
  setProblem({});
}

void FieldEditor::setPartitions(const QList<UserPartition>& partitions)
{
  if (auto* access = qobject_cast<GroupAccessField*>(m_control))
    access->setPartitions(partitions);
  auto* box = isPartitionChoice(m_spec) ? qobject_cast<QComboBox*>(m_control) : nullptr;
  if (!box)
    return;
  const QString chosen = text();
  const QSignalBlocker quiet(box);
  box->clear();
  box->addItem(tr("None chosen"), u"-1"_s);
  for (const auto& partition : partitions)
    box->addItem(partition.name, QString::number(partition.id));
  setText(chosen);
}

void FieldEditor::setExperiment(const QList<UserGroup>& groups, const QList<ExperimentUnit>& units)
{
  if (auto* experiment = qobject_cast<ExperimentField*>(m_control))
    experiment->setChoices(groups, units);
}

void FieldEditor::setNote(const QString& text)
{
  if (!m_note && text.isEmpty())
    return;
  if (!m_note) {
    m_note = makeLabel({}, u"small"_s, this);
    m_note->setObjectName(u"note"_s);
    m_note->setWordWrap(true);
    layout()->addWidget(m_note);
  }
  m_note->setText(text);
  m_note->setVisible(!text.isEmpty());
}

void FieldEditor::showOrigin(const EffectiveField& field, const QString& origin)
{
  m_isSet = field.origin == FieldOrigin::Set || field.origin == FieldOrigin::Policy;
  m_origin->setText(origin);
  m_reset->setVisible(m_hasHead && m_isSet && m_control->isEnabled());
  m_name->setStrong(m_isSet);
}

void FieldEditor::showValue(const EffectiveField& field, const QString& origin)
{
  showOrigin(field, origin);
  const bool isTyping = m_control->hasFocus() && text() != m_shown;
  if (!isTyping) {
    setPlaceholder(qobject_cast<QComboBox*>(m_control) ? QString() : tr("Not set"));
    setText(fieldText(field));
    m_shownProblem = field.problem;
    setProblem(field.problem);
  }
}

void FieldEditor::setReadOnly(bool readOnly)
{
  m_control->setEnabled(!readOnly);
  m_reset->setVisible(m_hasHead && m_isSet && !readOnly);
}

void FieldEditor::hideHead()
{
  m_hasHead = false;
  for (QWidget* part :
       {static_cast<QWidget*>(m_name), static_cast<QWidget*>(m_origin), static_cast<QWidget*>(m_reset)})
    part->hide();
}

void FieldEditor::commit()
{
  const QString typed = text();
  if (m_isShowing || typed == m_shown || isSummary(m_spec))
    return;
  if (typed == "{}"_L1 && m_isSet && qobject_cast<GroupAccessField*>(m_control)) {
    m_shown = typed;
    Q_EMIT resetRequested(); // everyone is what holds when nobody says anything
    return;
  }
  const auto raw = parseTyped(m_spec, m_isXmlBlock, typed);
  if (!raw) {
    setProblem(raw.error().detail);
    return;
  }
  setProblem({});
  m_shown = typed;
  Q_EMIT entered(*raw);
}

void FieldEditor::reconsider()
{
  if (m_isShowing || !m_problem || m_problem->isHidden())
    return;
  const QString typed = text();
  if (typed == m_shown)
    setProblem(m_shownProblem);
  else if (parseTyped(m_spec, m_isXmlBlock, typed))
    setProblem({});
}

void FieldEditor::setProblem(const QString& text)
{
  if (!m_problem && text.isEmpty())
    return;
  if (!m_problem) {
    m_problem = makeLabel({}, u"problem"_s, this);
    m_problem->setWordWrap(true);
    layout()->addWidget(m_problem);
  }
  m_problem->setText(text);
  m_problem->setVisible(!text.isEmpty());
  const bool isInvalid = !text.isEmpty();
  if (m_control->property("invalid").toBool() == isInvalid)
    return;
  m_control->setProperty("invalid", isInvalid);
  m_control->style()->unpolish(m_control);
  m_control->style()->polish(m_control);
}

bool FieldEditor::eventFilter(QObject* watched, QEvent* event)
{
  if (watched == m_control) {
    if (event->type() == QEvent::FocusOut && qobject_cast<QPlainTextEdit*>(m_control))
      commit();
    if (event->type() == QEvent::Wheel && qobject_cast<QComboBox*>(m_control) && !m_control->hasFocus()) {
      event->ignore(); // scrolling the form must not change values
      return true;
    }
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape &&
        text() != m_shown)
    {
      setText(m_shown);
      setProblem({});
      return true;
    }
    if (event->type() == QEvent::ShortcutOverride) {
      // Undo takes back typing in the field first; with nothing typed it is the course's.
      auto* key = static_cast<QKeyEvent*>(event);
      if ((key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) && text() == m_shown) {
        event->ignore();
        return true;
      }
    }
  }
  return QWidget::eventFilter(watched, event);
}

} // namespace scriptorium
