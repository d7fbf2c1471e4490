#include "ui/inspectors/fieldform.h"

#include "ui/document/coursedocument.h"
#include "ui/inspectors/experimentfield.h"
#include "ui/inspectors/fieldeditor.h"
#include "ui/widgets/icon.h"

#include <QDeadlineTimer>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr std::chrono::milliseconds kBudget{8};
constexpr int kUnranked = 100;
constexpr std::chrono::milliseconds kAll = std::chrono::hours(1);

/// Kept by Open edX for itself, belonging to a learner, or of the course alone.
bool isUnlisted(const QString& type, const EffectiveField& field)
{
  if (field.name == "user_partitions"_L1 && type != "course"_L1)
    return true;
  return field.spec && (field.spec->editor == "hidden"_L1 || field.spec->scope == FieldScope::UserState);
}

} // namespace

FieldForm::FieldForm(CourseDocument& document, QString type, QWidget* before, QWidget* parent)
    : QScrollArea(parent), m_document(document), m_type(std::move(type)), m_form(new QWidget(this)),
      m_primary(new QVBoxLayout), m_more(new QVBoxLayout), m_lastPrimary(before), m_timer(new QTimer(this))
{
  setObjectName(u"inspectorForm"_s);
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFocusPolicy(Qt::NoFocus);
  // Before it has children: a widget that changes its parent is styled anew with all below it.
  setWidget(m_form);
  auto* layout = new QVBoxLayout(m_form);
  layout->setContentsMargins(16, 8, 16, 16);
  layout->setSpacing(16);
  m_primary->setSpacing(16);
  m_more->setSpacing(16);
  buildMoreButton();
  layout->addLayout(m_primary);
  layout->addWidget(m_moreButton, 0, Qt::AlignLeft);
  layout->addLayout(m_more);
  layout->addStretch(1);
  connect(m_timer, &QTimer::timeout, this, [this] { addWaiting(kBudget); });
}

void FieldForm::buildMoreButton()
{
  m_moreButton = new QToolButton(m_form);
  m_moreButton->setObjectName(u"moreFields"_s);
  m_moreButton->setText(tr("All other settings"));
  m_moreButton->setIcon(icon(u"chevron-right"_s));
  m_moreButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_moreButton->setCheckable(true);
  m_moreButton->setFocusPolicy(Qt::StrongFocus);
  m_lastMore = m_moreButton;
  setTabOrder(m_lastPrimary, m_moreButton);
  connect(m_moreButton, &QToolButton::toggled, this, [this](bool on) {
    setShowsMore(on);
    Q_EMIT showsMoreToggled(on);
  });
}

void FieldForm::showValues(const FormValues& values)
{
  const bool isOther = values.blocks != m_blocks;
  m_blocks = values.blocks;
  m_mixed = values.mixed;
  m_refused = values.refused;
  m_fields.clear();
  for (const auto& field : values.fields)
    if (!isUnlisted(m_type, field))
      m_fields.insert(field.name, field);
  m_waiting = values.fields;
  std::ranges::stable_sort(m_waiting, {}, [this](const EffectiveField& field) { return rankOf(field.name); });
  for (FieldEditor* editor : std::as_const(m_editors)) {
    const auto field = m_fields.constFind(editor->spec().name);
    if (field != m_fields.cend())
      showIn(editor, *field);
    updateVisibility(editor);
  }
  sortOut();
  addWaiting(kBudget);
  if (isOther)
    ensureVisible(0, 0);
}

void FieldForm::setShowsMore(bool showsMore)
{
  m_moreButton->setChecked(showsMore);
  if (m_showsMore == showsMore)
    return;
  m_showsMore = showsMore;
  m_moreButton->setIcon(icon(showsMore ? u"chevron-down"_s : u"chevron-right"_s));
  for (FieldEditor* editor : std::as_const(m_editors))
    updateVisibility(editor);
  m_waiting = m_fields.values();
  std::ranges::sort(m_waiting, {}, &EffectiveField::name);
  sortOut();
  addWaiting(kBudget);
}

void FieldForm::setFilter(const QString& text)
{
  m_filter = text;
  for (FieldEditor* editor : std::as_const(m_editors))
    updateVisibility(editor);
}

void FieldForm::flush()
{
  for (FieldEditor* editor : std::as_const(m_editors))
    if (editor->control()->hasFocus())
      editor->commit();
}

FieldEditor* FieldForm::editor(const QString& name)
{
  addWaiting(kAll);
  return m_fields.contains(name) ? m_editors.value(name) : nullptr;
}

/// Leaves those waiting that are wanted and not there, the block's own ones first.
void FieldForm::sortOut()
{
  const auto isDone = [this](const EffectiveField& field) {
    return m_editors.contains(field.name) || !isWanted(field);
  };
  m_waiting.removeIf(isDone);
  std::stable_partition(m_waiting.begin(), m_waiting.end(),
                        [this](const EffectiveField& field) { return isPrimary(field); });
}

void FieldForm::addWaiting(std::chrono::milliseconds budget)
{
  const QDeadlineTimer end(budget);
  while (!m_waiting.isEmpty() && !end.hasExpired())
    addField(m_waiting.takeFirst());
  if (m_waiting.isEmpty())
    m_timer->stop();
  else if (!m_timer->isActive())
    m_timer->start();
}

void FieldForm::addField(const EffectiveField& field)
{
  FieldSpec spec;
  if (field.spec)
    spec = *field.spec;
  else
    spec.name = field.name;
  auto* editor = new FieldEditor(spec, m_document.types().type(m_type).isXmlBlock, m_form);
  m_editors.insert(field.name, editor);
  placeInOrder(editor, isPrimary(field));
  showIn(editor, field);
  updateVisibility(editor);
  connect(editor, &FieldEditor::entered, this, [this, spec](const QString& raw) {
    m_document.run(steps::setField(m_document, m_blocks, spec, raw));
  });
  connect(editor, &FieldEditor::editRequested, this, [this, spec] {
    if (spec.name == "grading_policy"_L1)
      Q_EMIT gradingRequested();
    else
      Q_EMIT groupsRequested();
  });
  connect(editor, &FieldEditor::resetRequested, this,
          [this, spec] { m_document.run(steps::resetField(m_document, m_blocks, spec)); });
}

void FieldForm::showIn(FieldEditor* editor, const EffectiveField& field)
{
  const QString why = m_refused.value(field.name);
  editor->setReadOnly(m_document.isReadOnly() || !why.isEmpty());
  if (field.name == "group_access"_L1 || field.name == "user_partition_id"_L1)
    editor->setPartitions(m_document.partitions());
  if (field.name == "group_id_to_child"_L1)
    editor->setExperiment(groupsOfExperiment(), unitsOfExperiment());
  if (m_mixed.contains(field.name))
    editor->showMixed(field, tr("differs"));
  else
    editor->showValue(field, originText(field));
  editor->setNote(why);
}

/// The groups of the configuration that the experiment chooses.
QList<UserGroup> FieldForm::groupsOfExperiment() const
{
  const QString chosen = m_fields.value(u"user_partition_id"_s).json;
  for (const auto& partition : m_document.partitions())
    if (QString::number(partition.id) == chosen)
      return partition.groups;
  return {};
}

QList<ExperimentUnit> FieldForm::unitsOfExperiment() const
{
  QList<ExperimentUnit> units;
  const Outline::Node* node = m_document.outline().find(m_blocks.value(0));
  for (const Outline::Node* child : node ? node->children : std::vector<Outline::Node*>())
    units.append({m_document.store().key().usageKey(child->row.type, child->row.urlName),
                  m_document.title(child->row.id)});
  return units;
}

void FieldForm::placeInOrder(QWidget* editor, bool isPrimary)
{
  QWidget*& last = isPrimary ? m_lastPrimary : m_lastMore;
  (isPrimary ? m_primary : m_more)->addWidget(editor);
  const auto* field = static_cast<FieldEditor*>(editor);
  field->tabAfter(last);
  last = field->lastControl();
  if (isPrimary)
    setTabOrder(last, m_moreButton);
}

void FieldForm::updateVisibility(FieldEditor* editor)
{
  const FieldSpec& spec = editor->spec();
  const auto field = m_fields.constFind(spec.name);
  editor->setVisible(field != m_fields.cend() && passesFilter(*field) && isWanted(*field));
}

bool FieldForm::passesFilter(const EffectiveField& field) const
{
  return m_filter.isEmpty() || field.name.contains(m_filter, Qt::CaseInsensitive) ||
         (field.spec && field.spec->displayName.contains(m_filter, Qt::CaseInsensitive));
}

int FieldForm::hiddenCount() const
{
  return static_cast<int>(
      std::ranges::count_if(m_fields, [this](const auto& field) { return !passesFilter(field); }));
}

/// What an author looks for first stands first: the name, for whom it is there, and when.
int FieldForm::rankOf(const QString& field) const
{
  static const QStringList kEvery{u"display_name"_s, u"visible_to_staff_only"_s};
  static const QStringList kSection{u"display_name"_s, u"visible_to_staff_only"_s, u"start"_s};
  static const QStringList kSubsection{
      u"display_name"_s, u"visible_to_staff_only"_s, u"start"_s, u"due"_s, u"graded"_s, u"format"_s};
  if (field == "group_access"_L1)
    return kUnranked - 1; // behind those above
  static const QStringList kCourse{u"display_name"_s, u"start"_s, u"end"_s};
  const QStringList& first = m_type == "course"_L1       ? kCourse
                             : m_type == "chapter"_L1    ? kSection
                             : m_type == "sequential"_L1 ? kSubsection
                                                         : kEvery;
  const qsizetype at = first.indexOf(field);
  return at < 0 ? kUnranked : static_cast<int>(at);
}

bool FieldForm::isPrimary(const EffectiveField& field) const
{
  const bool isSet = field.origin == FieldOrigin::Set || field.origin == FieldOrigin::Policy;
  if (!field.spec)
    return false;
  if (field.name == "group_access"_L1 && m_type != "course"_L1 && !m_document.partitions().isEmpty())
    return true; // a course that has groups has them for this
  if (isSet || rankOf(field.name) < kUnranked - 1)
    return true;
  return m_document.types().type(m_type).field(field.name) != nullptr && !field.spec->isDeprecated;
}

bool FieldForm::isWanted(const EffectiveField& field) const
{
  return !isUnlisted(m_type, field) && (m_showsMore || isPrimary(field));
}

QString FieldForm::originText(const EffectiveField& field) const
{
  if (field.name == "grading_policy"_L1)
    return tr("in its own file");
  switch (field.origin) {
  case FieldOrigin::Default:
    return tr("default");
  case FieldOrigin::Inherited:
    return tr("from %1").arg(fontMetrics().elidedText(m_document.title(field.from), Qt::ElideRight, 110));
  case FieldOrigin::Set:
    return tr("set here");
  case FieldOrigin::Policy:
    // The course keeps its own settings there.
    return m_blocks == QList<BlockId>{m_document.store().root()} ? tr("set here") : tr("set in the policy");
  }
  return {};
}

} // namespace scriptorium
