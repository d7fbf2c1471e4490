#include "ui/shell/commands/shortcutsheet.h"

#include "ui/shell/commands/commands.h"
#include "ui/widgets/label.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

ShortcutSheet::ShortcutSheet(const Commands& commands, QWidget* parent) : QDialog(parent)
{
  setObjectName(u"shortcutSheet"_s);
  setWindowTitle(tr("Keyboard shortcuts"));
  resize(520, 600);
  auto* sheet = new QWidget(this);
  auto* grid = new QGridLayout(sheet);
  grid->setContentsMargins(24, 8, 24, 24);
  grid->setHorizontalSpacing(24);
  grid->setVerticalSpacing(6);
  grid->setColumnStretch(0, 1);
  const char* category = nullptr;
  int row = 0;
  for (const auto& spec : Commands::table()) {
    const QAction* action = commands.action(spec.command);
    if (action->shortcuts().isEmpty())
      continue;
    if (spec.category != category) {
      category = spec.category;
      QString name = Commands::categoryText(category);
      auto* head = makeLabel(name.remove(u'&'), u"heading"_s, sheet);
      head->setContentsMargins(0, row == 0 ? 8 : 16, 0, 4);
      grid->addWidget(head, row++, 0, 1, 2);
    }
    QStringList keys;
    for (const auto& key : action->shortcuts())
      keys.append(key.toString(QKeySequence::NativeText));
    auto* name = new ElidedLabel(QString(), sheet);
    name->setFullText(Commands::plainText(action));
    grid->addWidget(name, row, 0);
    grid->addWidget(makeLabel(keys.join(tr(" or ")), u"key"_s, sheet), row++, 1, Qt::AlignRight);
  }
  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidget(sheet);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setMinimumWidth(sheet->minimumSizeHint().width() + 24);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  buttons->button(QDialogButtonBox::Close)->setIcon({});
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 12);
  layout->addWidget(scroll, 1);
  auto* foot = new QHBoxLayout;
  foot->setContentsMargins(16, 0, 16, 0);
  foot->addWidget(buttons);
  layout->addLayout(foot);
}

} // namespace scriptorium
