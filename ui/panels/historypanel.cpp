#include "ui/panels/historypanel.h"

#include "ui/document/coursedocument.h"
#include "ui/panels/historymodel.h"
#include "ui/widgets/label.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

HistoryPanel::HistoryPanel(CourseDocument& document, QWidget* parent) : QWidget(parent), m_document(document)
{
  m_model = new HistoryModel(document, this);
  m_list = new QTreeView(this);
  m_list->setObjectName(u"historyList"_s);
  m_list->setAccessibleName(tr("History"));
  m_list->setModel(m_model);
  m_list->setRootIsDecorated(false);
  m_list->setProperty("look", u"table"_s);
  m_list->setUniformRowHeights(true);
  m_list->header()->resizeSection(0, 460);
  m_list->header()->resizeSection(1, 160);
  m_onlyBlock = new QCheckBox(tr("Only the chosen block"), this);
  m_onlyBlock->setObjectName(u"historyOfBlock"_s);
  m_restore = new QPushButton(tr("Go back to this step"), this);
  m_restore->setObjectName(u"historyRestore"_s);
  m_restore->setEnabled(false);

  auto* row = new QHBoxLayout;
  row->addWidget(m_onlyBlock);
  row->addStretch();
  row->addWidget(m_restore);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 4, 8, 8);
  layout->addLayout(row);
  layout->addWidget(m_list, 1);

  const auto stale = [this] {
    m_isStale = true;
    if (isVisible())
      refresh();
  };
  connect(&document, &CourseDocument::changed, this, stale);
  connect(&document, &CourseDocument::loaded, this, stale);
  connect(&document.selection(), &Selection::selected, this, [this, stale] {
    if (m_onlyBlock->isChecked())
      stale();
  });
  connect(m_onlyBlock, &QCheckBox::toggled, this, stale);
  connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &HistoryPanel::showButton);
  connect(m_restore, &QPushButton::clicked, this, &HistoryPanel::restore);
}

void HistoryPanel::showEvent(QShowEvent* event)
{
  QWidget::showEvent(event);
  if (m_isStale)
    refresh();
}

void HistoryPanel::refresh()
{
  m_isStale = false;
  m_model->setBlock(m_onlyBlock->isChecked() ? m_document.selection().current() : BlockId());
  showButton();
}

void HistoryPanel::showButton()
{
  const QModelIndex index = m_list->currentIndex();
  const bool isBlock = m_onlyBlock->isChecked();
  m_restore->setText(isBlock ? tr("Restore the block as of this step") : tr("Go back to this step"));
  m_restore->setEnabled(index.isValid() && !m_document.isReadOnly() &&
                        (!isBlock || m_model->versionAt(index.row()).isValid()));
}

void HistoryPanel::restore()
{
  const QModelIndex index = m_list->currentIndex();
  if (!index.isValid())
    return;
  const OpInfo op = m_model->op(index.row());
  if (!m_onlyBlock->isChecked()) {
    m_document.run(steps::restoreCourse(op));
    return;
  }
  const BlockId block = m_document.selection().current();
  m_document.run(steps::restoreVersion(m_document, block, m_model->versionAt(index.row()), op.label));
}

} // namespace scriptorium
