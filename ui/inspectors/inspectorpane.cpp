#include "inspectors/inspectorpane.h"

#include "document/coursedocument.h"
#include "inspectors/fieldeditor.h"
#include "widgets/emptystate.h"
#include "widgets/icon.h"
#include "widgets/label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

InspectorPane::InspectorPane(CourseDocument& document, QWidget* parent) : Pane(parent), m_document(document)
{
  setAccessibleName(tr("Inspector"));
  buildHead();
  m_scroll = new QScrollArea(this);
  m_scroll->setObjectName(u"inspectorForm"_s);
  m_scroll->setWidgetResizable(true);
  m_scroll->setFrameShape(QFrame::NoFrame);
  m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_empty = new EmptyState(u"settings-2"_s, tr("No block chosen"),
                           tr("The settings of the block you choose are shown here."), this);
  m_stack = new QStackedWidget(this);
  m_stack->addWidget(m_empty);
  m_stack->addWidget(m_scroll);
  content()->addWidget(m_stack, 1);

  connect(&document.selection(), &Selection::selected, this, &InspectorPane::showCurrent);
  connect(&document, &CourseDocument::changed, this, &InspectorPane::follow);
  connect(&document, &CourseDocument::reloaded, this, &InspectorPane::refresh);
  connect(&document, &CourseDocument::flushRequested, this, &InspectorPane::flush);
}

void InspectorPane::buildHead()
{
  m_title = new ElidedLabel(u"heading"_s, this);
  m_title->setFullText(tr("Inspector"));
  m_key = makeLabel({}, u"small"_s, this);
  m_key->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_key->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  m_key->hide();
  auto* titles = new QVBoxLayout;
  titles->setSpacing(2);
  titles->addWidget(m_title);
  titles->addWidget(m_key);
  header()->addLayout(titles, 1);
  m_filter = new QLineEdit(this);
  m_filter->setObjectName(u"fieldFilter"_s);
  m_filter->setPlaceholderText(tr("Filter settings"));
  m_filter->setAccessibleName(tr("Filter settings"));
  m_filter->setClearButtonEnabled(true);
  m_filter->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
  m_filter->hide();
  connect(m_filter, &QLineEdit::textChanged, this, &InspectorPane::applyFilter);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(12, 0, 12, 8);
  row->addWidget(m_filter);
  content()->addLayout(row);
}

void InspectorPane::flush()
{
  for (FieldEditor* editor : std::as_const(m_editors))
    if (editor->control()->hasFocus())
      editor->commit();
}

void InspectorPane::focusContent()
{
  if (m_filter->isVisible())
    m_filter->setFocus(Qt::ShortcutFocusReason);
}

void InspectorPane::showCurrent()
{
  const BlockId current = m_document.selection().current();
  if (current == m_block)
    return;
  flush();
  m_block = current;
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
  if (concerns || path.isEmpty())
    refresh();
}

void InspectorPane::refresh()
{
  const Outline::Node* node = m_document.outline().find(m_block);
  m_stack->setCurrentWidget(node ? static_cast<QWidget*>(m_scroll) : m_empty);
  m_filter->setVisible(node != nullptr);
  m_key->setVisible(node != nullptr);
  m_title->setFullText(node ? m_document.title(m_block) : tr("Inspector"));
  if (!node)
    return;
  m_key->setText(u"%1 · %2"_s.arg(m_document.types().type(node->row.type).displayName, node->row.urlName));
  m_key->setToolTip(m_document.store().key().usageKey(node->row.type, node->row.urlName));
  const auto fields = effectiveFields(m_document.store(), m_document.types(), m_document.policy(), m_block);
  if (!fields) {
    m_stack->setCurrentWidget(m_empty);
    m_empty->setText(tr("The settings cannot be read"), fields.error().detail);
    return;
  }
  const bool knowsAll = std::ranges::all_of(*fields, [&](const EffectiveField& field) {
    return m_editors.contains(field.name) || (!m_showsMore && !isPrimary(field));
  });
  if (m_type != node->row.type || !knowsAll)
    buildForm(node->row.type, *fields);
  for (const auto& field : *fields)
    if (FieldEditor* editor = m_editors.value(field.name))
      editor->showValue(field, originText(field));
}

bool InspectorPane::isPrimary(const EffectiveField& field) const
{
  const Outline::Node* node = m_document.outline().find(m_block);
  const bool isSet = field.origin == FieldOrigin::Set || field.origin == FieldOrigin::Policy;
  if (!field.spec)
    return false;
  if (isSet || field.name == "display_name"_L1 || !node)
    return true;
  return m_document.types().type(node->row.type).field(field.name) != nullptr && !field.spec->isDeprecated;
}

void InspectorPane::buildForm(const QString& type, const QList<EffectiveField>& fields)
{
  m_type = type;
  m_editors.clear();
  auto* form = new QWidget(m_scroll);
  auto* layout = new QVBoxLayout(form);
  layout->setContentsMargins(16, 8, 16, 16);
  layout->setSpacing(16);
  m_primary = layout;
  const bool isXmlBlock = m_document.types().type(type).isXmlBlock;
  QList<EffectiveField> ordered = fields;
  std::stable_partition(ordered.begin(), ordered.end(),
                        [](const EffectiveField& f) { return f.name == "display_name"_L1; });
  for (const auto& field : std::as_const(ordered))
    if (isPrimary(field))
      addField(layout, field, isXmlBlock);
  m_moreButton = new QToolButton(form);
  m_moreButton->setObjectName(u"moreFields"_s);
  m_moreButton->setText(tr("All other settings"));
  m_moreButton->setIcon(icon(u"chevron-right"_s));
  m_moreButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_moreButton->setCheckable(true);
  m_moreBox = new QWidget(form);
  m_more = new QVBoxLayout(m_moreBox);
  m_more->setContentsMargins(0, 0, 0, 0);
  m_more->setSpacing(16);
  m_moreBox->setVisible(m_showsMore);
  layout->addWidget(m_moreButton, 0, Qt::AlignLeft);
  layout->addWidget(m_moreBox);
  layout->addStretch(1);
  if (m_showsMore)
    addMore(fields);
  m_moreButton->setChecked(m_showsMore);
  connect(m_moreButton, &QToolButton::toggled, this, [this](bool on) {
    m_showsMore = on;
    m_moreButton->setIcon(icon(on ? u"chevron-down"_s : u"chevron-right"_s));
    m_moreBox->setVisible(on);
    refresh();
    applyFilter();
  });
  m_scroll->setWidget(form);
  applyFilter();
}

void InspectorPane::addMore(const QList<EffectiveField>& fields)
{
  const bool isXmlBlock = m_document.types().type(m_type).isXmlBlock;
  for (const auto& field : fields)
    if (!m_editors.contains(field.name))
      addField(m_more, field, isXmlBlock);
}

void InspectorPane::addField(QVBoxLayout* layout, const EffectiveField& field, bool isXmlBlock)
{
  FieldSpec spec;
  if (field.spec)
    spec = *field.spec;
  else
    spec.name = field.name;
  const bool isHidden = spec.editor == "hidden"_L1 || spec.scope == FieldScope::UserState;
  auto* editor = new FieldEditor(spec, isXmlBlock, layout->parentWidget());
  editor->setReadOnly(m_document.isReadOnly());
  m_editors.insert(field.name, editor);
  layout->addWidget(editor);
  editor->setVisible(!isHidden);
  editor->setProperty("unlisted", isHidden);
  connect(editor, &FieldEditor::entered, this,
          [this, spec](const QString& raw) { m_document.setField(m_block, spec, raw); });
  connect(editor, &FieldEditor::resetRequested, this, [this, spec] { m_document.resetField(m_block, spec); });
}

QString InspectorPane::originText(const EffectiveField& field) const
{
  switch (field.origin) {
  case FieldOrigin::Default:
    return tr("default");
  case FieldOrigin::Inherited:
    return tr("from %1").arg(fontMetrics().elidedText(m_document.title(field.from), Qt::ElideRight, 110));
  case FieldOrigin::Set:
    return tr("set here");
  case FieldOrigin::Policy:
    // The course keeps its own settings there.
    return m_document.store().root() == m_block ? tr("set here") : tr("set in the policy");
  }
  return {};
}

void InspectorPane::applyFilter()
{
  const QString text = m_filter->text().trimmed();
  if (!text.isEmpty() && !m_showsMore && m_moreButton) {
    m_moreButton->setChecked(true); // looks through all of them; comes back here
    return;
  }
  for (FieldEditor* editor : std::as_const(m_editors)) {
    const FieldSpec& spec = editor->spec();
    const bool matches = text.isEmpty() || spec.name.contains(text, Qt::CaseInsensitive) ||
                         spec.displayName.contains(text, Qt::CaseInsensitive);
    editor->setVisible(matches && !editor->property("unlisted").toBool());
  }
}

} // namespace scriptorium
