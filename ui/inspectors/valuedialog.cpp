#include "ui/inspectors/valuedialog.h"

#include "ui/inspectors/jsonedit.h"
#include "ui/inspectors/valuetree.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/label.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qsizetype kMostLines = 4;

/// The first text in it that says something.
QString firstText(const Json& value)
{
  if (value.isText())
    return value.text().simplified();
  if (value.isBoolean())
    return value.boolean() ? ValueDialog::tr("yes") : ValueDialog::tr("no");
  if (!value.isList() && !value.isObject())
    return value.isNull() ? QString() : value.toString();
  for (const Json& part : value.items())
    if (part.isText() && !part.isEmpty())
      return part.text().simplified();
  return value.items().isEmpty() ? QString() : firstText(value.items()[0]);
}

/// What an entry is called: what its shape names first, else the first text in it.
QString headOf(const Json& value, const ValueShape& shape)
{
  for (const auto& part : shape.parts)
    if (const auto member = value.find(part.name); member && member->isText() && !member->isEmpty())
      return member->text().simplified();
  return firstText(value);
}

QString wordsOf(const Json& value)
{
  if (!value.isList())
    return firstText(value);
  const auto count = static_cast<int>(value.items().size());
  return count == 0 ? ValueDialog::tr("none") : ValueDialog::tr("%n item(s)", nullptr, count);
}

} // namespace

QString valueSummary(const Json& value, const ValueShape& shape)
{
  if (value.isNull() || value.isEmpty())
    return ValueDialog::tr("Nothing yet; click to fill in");
  QStringList lines;
  for (const Json& item : value.isList() ? value.items() : Json().items())
    lines.append(headOf(item, shape.item()));
  for (const auto& [name, member] : value.members()) {
    const ValueShape* part = shape.member(name);
    lines.append(u"%1: %2"_s.arg(part && !part->title.isEmpty() ? part->title : QString::fromUtf8(name),
                                 wordsOf(member)));
  }
  const auto more = lines.size() - kMostLines;
  if (more > 1) {
    lines = lines.first(kMostLines);
    lines.append(ValueDialog::tr("and %n more", nullptr, static_cast<int>(more)));
  }
  return lines.join(u'\n');
}

ValueDialog::ValueDialog(const FieldSpec& spec, const QString& json, bool isReadOnly, QWidget* parent)
    : QDialog(parent), m_spec(spec), m_isReadOnly(isReadOnly)
{
  const QString name = spec.displayName.isEmpty() ? spec.name : spec.displayName;
  setObjectName(u"valueDialog"_s);
  setWindowTitle(name);
  resize(640, 520);
  auto* help = makeLabel(spec.help, u"muted"_s, this);
  help->setWordWrap(true);
  help->setVisible(!spec.help.isEmpty());
  m_json = new JsonEdit(u"valueJson"_s, this);
  m_json->setReadOnly(isReadOnly);
  m_tabs = new QTabWidget(this);
  m_tabs->setObjectName(u"valueTabs"_s);
  m_tabs->setDocumentMode(true);
  m_tabs->addTab(makeForm(), tr("Form"));
  m_tabs->addTab(m_json, tr("JSON"));
  auto* buttons = new QDialogButtonBox(this);
  m_store = new QPushButton(tr("Store"), buttons);
  m_store->setObjectName(u"valueStore"_s);
  m_store->setProperty("primary", true);
  buttons->addButton(m_store, QDialogButtonBox::AcceptRole);
  buttons->addButton(QDialogButtonBox::Cancel);
  for (QAbstractButton* button : buttons->buttons())
    static_cast<QPushButton*>(button)->setAutoDefault(false); // Enter in the form is the form's
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 16, 16, 12);
  layout->setSpacing(12);
  layout->addWidget(help);
  layout->addWidget(m_tabs, 1);
  layout->addWidget(buttons);

  m_tree->setAccessibleName(name);
  m_tree->setValue(Json::parse(json).value_or(Json()), m_spec.shape);
  m_shown = m_tree->value().toString();
  connect(m_tree, &ValueTree::edited, this, &ValueDialog::note);
  connect(m_tree, &QTreeWidget::currentItemChanged, this, &ValueDialog::note);
  connect(m_json, &JsonEdit::edited, this, &ValueDialog::note);
  connect(m_tabs, &QTabWidget::currentChanged, this, &ValueDialog::changeTab);
  m_tree->setFocus();
  note();
}

QWidget* ValueDialog::makeForm()
{
  auto* page = new QWidget(this);
  m_tree = new ValueTree(page);
  m_tree->setObjectName(u"valueTree"_s);
  m_tree->setReadOnly(m_isReadOnly);
  m_add = new QPushButton(icon(u"plus"_s), {}, page);
  m_add->setObjectName(u"valueAdd"_s);
  m_add->setAutoDefault(false);
  connect(m_add, &QPushButton::clicked, m_tree, &ValueTree::add);
  auto* tools = new QHBoxLayout;
  tools->setSpacing(4);
  tools->addWidget(m_add);
  const auto tool = [&](const QString& name, const QString& iconName, const QString& text, auto work) {
    auto* button = new QToolButton(page);
    button->setObjectName(name);
    button->setIcon(icon(iconName));
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setFocusPolicy(Qt::StrongFocus);
    connect(button, &QToolButton::clicked, this, work);
    tools->addWidget(button);
    return button;
  };
  m_remove = tool(u"valueRemove"_s, u"trash-2"_s, tr("Remove the chosen entry"),
                  [this] { m_tree->removeCurrent(); });
  m_up =
      tool(u"valueUp"_s, u"arrow-up"_s, tr("Move the chosen entry up"), [this] { m_tree->moveCurrent(-1); });
  m_down = tool(u"valueDown"_s, u"arrow-down"_s, tr("Move the chosen entry down"),
                [this] { m_tree->moveCurrent(1); });
  tools->addStretch();
  auto* layout = new QVBoxLayout(page);
  layout->setContentsMargins(0, 8, 0, 0);
  layout->setSpacing(8);
  layout->addWidget(m_tree, 1);
  layout->addLayout(tools);
  return page;
}

QString ValueDialog::json() const
{
  return m_tabs->currentIndex() == 0 ? m_tree->value().toString() : m_json->text().trimmed();
}

/// What was entered on one page is shown on the other.
void ValueDialog::changeTab(int tab)
{
  if (tab == 1)
    m_json->setText(m_tree->value().toIndented(2));
  else if (const auto value = Json::parse(m_json->text()))
    m_tree->setValue(*value, m_spec.shape);
  else
    m_tabs->setCurrentIndex(1); // a form of a text that is no JSON would be empty
  note();
}

void ValueDialog::note()
{
  const QString what = m_tree->addable();
  m_add->setText(what.isEmpty() ? tr("Add") : tr("Add: %1").arg(what));
  m_add->setEnabled(!what.isEmpty());
  m_remove->setEnabled(m_tree->canRemove());
  m_up->setEnabled(m_tree->canMove(-1));
  m_down->setEnabled(m_tree->canMove(1));
  const bool isRight = m_tabs->currentIndex() == 0 || m_json->isValid();
  m_store->setEnabled(!m_isReadOnly && isRight);
}

} // namespace scriptorium
