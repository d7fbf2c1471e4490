#include "ui/inspectors/inspectorpane.h"

#include "model/coursefiles.h"
#include "ui/document/coursedocument.h"
#include "ui/inspectors/fieldform.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QMap>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qsizetype kForms = 4;
constexpr std::chrono::milliseconds kCompare{8};

/// "2 × Problem · 1 × Text"
QString kindsOf(const CourseDocument& document, const QList<BlockId>& blocks)
{
  QMap<QString, int> counts;
  for (const BlockId block : blocks)
    if (const Outline::Node* node = document.outline().find(block))
      ++counts[document.types().type(node->row.type).displayName];
  QStringList parts;
  for (auto kind = counts.cbegin(); kind != counts.cend(); ++kind)
    parts.append(InspectorPane::tr("%1 × %2").arg(kind.value()).arg(kind.key()));
  return parts.join(u" · "_s);
}

} // namespace

InspectorPane::InspectorPane(CourseDocument& document, QWidget* parent) : Pane(parent), m_document(document)
{
  setAccessibleName(tr("Inspector"));
  m_comparing = new QTimer(this);
  connect(m_comparing, &QTimer::timeout, this, &InspectorPane::compareMore);
  buildHead();
  buildFilter();
  m_empty = new EmptyState(u"settings-2"_s, tr("No block chosen"),
                           tr("The settings of the block you choose are shown here."), this);
  m_stack = new QStackedWidget(this);
  m_stack->addWidget(m_empty);
  content()->addWidget(m_stack, 1);

  connect(&document.selection(), &Selection::selected, this, &InspectorPane::showChosen);
  connect(&document, &CourseDocument::changed, this, &InspectorPane::follow);
  connect(&document, &CourseDocument::reloaded, this, &InspectorPane::refresh);
  connect(&document, &CourseDocument::flushRequested, this, &InspectorPane::flush);
}

void InspectorPane::buildHead()
{
  m_title = new ElidedLabel(u"heading"_s, this);
  m_title->setObjectName(u"inspectorTitle"_s);
  m_title->setFullText(tr("Inspector"));
  m_key = new ElidedLabel(u"small"_s, this);
  m_key->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_key->hide();
  auto* titles = new QVBoxLayout;
  titles->setSpacing(2);
  titles->addWidget(m_title);
  titles->addWidget(m_key);
  header()->addLayout(titles, 1);
}

void InspectorPane::buildFilter()
{
  m_filter = new QLineEdit(this);
  m_filter->setObjectName(u"fieldFilter"_s);
  m_filter->setPlaceholderText(tr("Filter settings"));
  m_filter->setAccessibleName(tr("Filter settings"));
  m_filter->setClearButtonEnabled(true);
  m_filter->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
  m_filter->hide();
  connect(m_filter, &QLineEdit::textChanged, this, &InspectorPane::applyFilter);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(16, 0, 16, 8);
  row->addWidget(m_filter);
  content()->addLayout(row);
  m_hiddenBar = new QWidget(this);
  m_hidden = makeLabel({}, u"small"_s, m_hiddenBar);
  m_hidden->setObjectName(u"filterHides"_s);
  auto* showAll = new QPushButton(tr("Show all"), m_hiddenBar);
  showAll->setObjectName(u"filterClear"_s);
  showAll->setProperty("flat", true);
  connect(showAll, &QPushButton::clicked, m_filter, &QLineEdit::clear);
  auto* bar = new QHBoxLayout(m_hiddenBar);
  bar->setContentsMargins(16, 0, 16, 4);
  bar->addWidget(m_hidden, 1);
  bar->addWidget(showAll);
  m_hiddenBar->hide();
  content()->addWidget(m_hiddenBar);
}

void InspectorPane::flush()
{
  if (m_form)
    m_form->flush();
}

FieldEditor* InspectorPane::fieldEditor(const QString& name) const
{
  return m_form ? m_form->editor(name) : nullptr;
}

void InspectorPane::focusContent()
{
  if (m_filter->isVisible())
    m_filter->setFocus(Qt::ShortcutFocusReason);
}

void InspectorPane::showChosen()
{
  const Selection& selection = m_document.selection();
  if (selection.current() == m_block && selection.blocks() == m_chosen)
    return;
  flush(); // what is typed belongs to those that were chosen
  m_block = selection.current();
  m_chosen = selection.blocks();
  refresh();
}

void InspectorPane::follow(const ChangeSet& changes)
{
  if (!m_block.isValid())
    return;
  // Inherited values come from the blocks above, policy values from files.
  const auto path = m_document.outline().path(m_block);
  const bool concerns = std::ranges::any_of(changes.blocks, [&](const ChangeSet::Entry& entry) {
    return entry.type == kFileType ||
           std::ranges::any_of(path, [&](const auto* node) { return node->row.id == entry.block; });
  });
  if (concerns || path.isEmpty() || m_chosen.size() > 1)
    refresh();
}

void InspectorPane::refresh()
{
  m_comparing->stop();
  m_common.reset();
  const Outline::Node* node = m_document.outline().find(m_block);
  showHead(node);
  if (!node) {
    m_form = nullptr;
    m_hiddenBar->hide();
    m_stack->setCurrentWidget(m_empty);
    return;
  }
  m_common.emplace(m_document, m_chosen, m_block);
  const auto isDone = m_common->advance(kCompare);
  if (!isDone) {
    showFailure(isDone.error());
    return;
  }
  if (!*isDone)
    m_comparing->start();
  m_form = formFor(node->row.type);
  m_form->setShowsMore(m_showsMore);
  showValues();
  applyFilter();
  m_stack->setCurrentWidget(m_form);
}

/// The course has its grading policy in a file; the field of this name that policies may set is not read.
QList<EffectiveField> InspectorPane::withGrading(QList<EffectiveField> fields) const
{
  if (m_block != m_document.store().root())
    return fields;
  const auto bytes = fileBytes(m_document.store(), m_document.policy().gradingPolicyPath());
  for (auto& field : fields)
    if (field.name == "grading_policy"_L1) {
      field.json = bytes ? QString::fromUtf8(*bytes) : u"{}"_s;
      field.origin = FieldOrigin::Default; // nothing here takes it back
      field.problem.clear();
    }
  return fields;
}

void InspectorPane::showHead(const Outline::Node* node)
{
  m_filter->setVisible(node != nullptr);
  m_key->setVisible(node != nullptr);
  if (!node) {
    m_title->setFullText(tr("Inspector"));
    return;
  }
  if (m_chosen.size() > 1) {
    m_title->setFullText(tr("%n block(s) chosen", nullptr, static_cast<int>(m_chosen.size())));
    m_key->setFullText(kindsOf(m_document, m_chosen));
    return;
  }
  m_title->setFullText(m_document.title(m_block));
  m_key->setFullText(
      u"%1 · %2"_s.arg(m_document.types().type(node->row.type).displayName, node->row.urlName));
}

void InspectorPane::showFailure(const Error& error)
{
  m_form = nullptr;
  m_hiddenBar->hide();
  m_stack->setCurrentWidget(m_empty);
  m_empty->setText(tr("The settings cannot be read"), error.detail);
}

void InspectorPane::showValues()
{
  FormValues values = m_common->values();
  values.fields = withGrading(values.fields);
  m_form->showValues(values);
}

void InspectorPane::compareMore()
{
  const auto isDone = m_common->advance(kCompare);
  if (isDone && !*isDone)
    return;
  m_comparing->stop();
  if (!isDone)
    showFailure(isDone.error());
  else if (m_form)
    showValues();
}

FieldForm* InspectorPane::formFor(const QString& type)
{
  FieldForm* form = m_formOfType.value(type);
  if (!form) {
    form = new FieldForm(m_document, type, m_filter, m_stack);
    m_formOfType.insert(type, form);
    m_stack->addWidget(form);
    connect(form, &FieldForm::gradingRequested, this, &InspectorPane::gradingRequested);
    connect(form, &FieldForm::groupsRequested, this, &InspectorPane::groupsRequested);
    connect(form, &FieldForm::showsMoreToggled, this, [this](bool showsMore) { m_showsMore = showsMore; });
  }
  m_forms.removeOne(form);
  m_forms.prepend(form);
  if (m_forms.size() > kForms) {
    FieldForm* oldest = m_forms.takeLast();
    m_formOfType.removeIf([oldest](const auto& entry) { return entry.value() == oldest; });
    oldest->deleteLater();
  }
  return form;
}

void InspectorPane::forgetHiddenForms()
{
  for (FieldForm* form : std::exchange(m_forms, {}))
    if (form == m_form) {
      m_forms.append(form);
    } else {
      m_formOfType.removeIf([form](const auto& entry) { return entry.value() == form; });
      delete form;
    }
}

void InspectorPane::applyFilter()
{
  if (!m_form)
    return;
  const QString text = m_filter->text().trimmed();
  if (!text.isEmpty() && !m_showsMore) {
    m_showsMore = true; // looks through all of them
    m_form->setShowsMore(true);
  }
  m_form->setFilter(text);
  const int hidden = text.isEmpty() ? 0 : m_form->hiddenCount();
  m_hiddenBar->setVisible(hidden > 0);
  m_hidden->setText(tr("The filter hides %n setting(s)", nullptr, hidden));
}

} // namespace scriptorium
