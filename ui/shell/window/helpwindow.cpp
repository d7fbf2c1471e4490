#include "ui/shell/window/helpwindow.h"

#include "ui/widgets/icon.h"

#include <QEvent>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QSplitter>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextCursor>
#include <QTextTable>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

QString helpText(const QString& name)
{
  QFile file(u":/scriptorium/help/%1.md"_s.arg(name));
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// A page's first heading.
QString titleOf(const QString& name)
{
  return helpText(name).section(u'\n', 0, 0).remove(u'#').trimmed();
}

bool holdsAll(const QString& text, const QStringList& words)
{
  for (const auto& word : words)
    if (!text.contains(word, Qt::CaseInsensitive))
      return false;
  return true;
}

} // namespace

QStringList HelpWindow::pages()
{
  static const QRegularExpression kLink(u"\\]\\(([\\w-]+)\\.md\\)"_s);
  QStringList names;
  auto links = kLink.globalMatch(helpText(u"README"_s));
  while (links.hasNext())
    names.append(links.next().captured(1));
  return names;
}

QString HelpWindow::pageOf(const QWidget* widget)
{
  static const QList<std::pair<const char*, QString>> kPages{
      {"scriptorium::PolicyDialog", u"policy"_s}, {"scriptorium::GradingDialog", u"policy"_s},
      {"scriptorium::GroupsDialog", u"policy"_s}, {"scriptorium::ChecksPanel", u"checks"_s},
      {"scriptorium::SearchPanel", u"search"_s},  {"scriptorium::FilesPanel", u"files"_s},
      {"scriptorium::HistoryPanel", u"undo"_s},   {"scriptorium::ReportPanel", u"report"_s},
      {"scriptorium::JobsPanel", u"export"_s},    {"scriptorium::InspectorPane", u"editing"_s},
      {"scriptorium::Editor", u"editing"_s},      {"scriptorium::OutlinePane", u"outline"_s},
      {"scriptorium::UnitPane", u"outline"_s}};
  for (; widget; widget = widget->parentWidget())
    for (const auto& [name, page] : kPages)
      if (widget->inherits(name))
        return page;
  return pages().value(0);
}

HelpWindow::HelpWindow(QWidget* parent) : QDialog(parent)
{
  setObjectName(u"helpWindow"_s);
  setWindowTitle(tr("Help"));
  setAttribute(Qt::WA_DeleteOnClose);
  setModal(false);
  resize(860, 640);
  m_search = new QLineEdit(this);
  m_search->setObjectName(u"helpSearch"_s);
  m_search->setPlaceholderText(tr("Search the help"));
  m_search->setAccessibleName(tr("Search the help"));
  m_search->setClearButtonEnabled(true);
  m_search->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
  m_list = new QListWidget(this);
  m_list->setObjectName(u"helpPages"_s);
  m_list->setAccessibleName(tr("Pages"));
  m_page = new QTextBrowser(this);
  m_page->setObjectName(u"helpPage"_s);
  m_page->setAccessibleName(tr("Page"));
  m_page->setOpenLinks(false);
  m_page->setFrameShape(QFrame::NoFrame);
  m_page->document()->setDocumentMargin(16);
  auto* side = new QWidget(this);
  auto* left = new QVBoxLayout(side);
  left->setContentsMargins(0, 0, 0, 0);
  left->addWidget(m_search);
  left->addWidget(m_list, 1);
  auto* columns = new QSplitter(Qt::Horizontal, this);
  columns->setHandleWidth(12);
  columns->setChildrenCollapsible(false);
  columns->addWidget(side);
  columns->addWidget(m_page);
  columns->setSizes({240, 600});
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(12, 12, 12, 12);
  layout->addWidget(columns);
  connect(m_search, &QLineEdit::textChanged, this, &HelpWindow::filter);
  connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
    if (item && !item->data(Qt::UserRole).toString().isEmpty())
      showPage(item->data(Qt::UserRole).toString());
  });
  connect(m_page, &QTextBrowser::anchorClicked, this,
          [this](const QUrl& link) { showPage(link.path().section(u'.', 0, 0)); });
  filter();
}

void HelpWindow::showPage(const QString& name)
{
  const QStringList known = pages();
  const QString page = known.contains(name) ? name : known.value(0);
  m_page->setProperty("page", page);
  m_page->setMarkdown(helpText(page));
  calmTables();
  spaceHeadings();
  mark();
  for (int row = 0; row < m_list->count(); ++row)
    if (m_list->item(row)->data(Qt::UserRole) == page && m_list->currentRow() != row)
      m_list->setCurrentRow(row);
}

/// Tables with hairlines and room, as the rest of the window has them.
void HelpWindow::calmTables()
{
  const QList<QTextFrame*> frames = m_page->document()->rootFrame()->childFrames();
  for (auto* frame : frames)
    if (auto* table = qobject_cast<QTextTable*>(frame)) {
      QTextTableFormat format = table->format();
      format.setBorderCollapse(true);
      format.setBorder(1);
      format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
      format.setBorderBrush(colours(palette()).border);
      format.setCellPadding(6);
      format.setCellSpacing(0);
      format.setTopMargin(8);
      format.setBottomMargin(8);
      table->setFormat(format);
    }
}

/// A heading belongs to what follows it.
void HelpWindow::spaceHeadings()
{
  for (QTextBlock block = m_page->document()->firstBlock(); block.isValid(); block = block.next()) {
    QTextBlockFormat format = block.blockFormat();
    if (format.headingLevel() == 0)
      continue;
    format.setTopMargin(block == m_page->document()->firstBlock() ? 0 : 20);
    format.setBottomMargin(8);
    QTextCursor(block).setBlockFormat(format);
  }
}

/// Shows the pages that hold every word, and the first of them.
void HelpWindow::filter()
{
  const QStringList words = m_search->text().split(u' ', Qt::SkipEmptyParts);
  m_list->clear();
  const QStringList all = pages();
  for (const auto& name : all)
    if (holdsAll(helpText(name), words)) {
      auto* item = new QListWidgetItem(titleOf(name), m_list);
      item->setData(Qt::UserRole, name);
    }
  if (m_list->count() == 0) {
    auto* none = new QListWidgetItem(tr("No page has these words"), m_list);
    none->setFlags(Qt::NoItemFlags);
    return;
  }
  if (!words.isEmpty())
    m_list->setCurrentRow(0);
  mark();
}

/// Marks what is searched for on the page, and goes to the first place.
void HelpWindow::mark()
{
  QList<QTextEdit::ExtraSelection> marks;
  const QStringList words = m_search->text().split(u' ', Qt::SkipEmptyParts);
  const Colours& c = colours(palette());
  int first = -1;
  for (const auto& word : words)
    for (QTextCursor at = m_page->document()->find(word); !at.isNull();
         at = m_page->document()->find(word, at)) {
      QTextEdit::ExtraSelection found;
      found.cursor = at;
      found.format.setBackground(c.selected);
      found.format.setForeground(c.text);
      marks.append(found);
      first = first < 0 ? at.position() : qMin(first, at.position());
    }
  m_page->setExtraSelections(marks);
  if (first >= 0) {
    QTextCursor cursor(m_page->document());
    cursor.setPosition(first);
    m_page->setTextCursor(cursor);
    m_page->ensureCursorVisible();
  }
}

void HelpWindow::changeEvent(QEvent* event)
{
  QDialog::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && !m_page->property("page").toString().isEmpty())
    showPage(m_page->property("page").toString()); // links have their colour in the text
}

} // namespace scriptorium
