#include "ui/search/searchpanel.h"

#include "ui/document/coursedocument.h"
#include "ui/jobs/background.h"
#include "ui/search/excerptdelegate.h"
#include "ui/search/searchmodel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMap>
#include <QSet>
#include <QStackedWidget>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr std::chrono::milliseconds kAfterTyping{150};
constexpr int kMostHits = 200;

Result<SearchResults> searchCourse(const QString& folder, const SearchQuery& query, Progress& progress)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto store, CourseStore::open(folder, CourseStore::Mode::ReadOnly));
  return search(*store, query, progress);
}

} // namespace

SearchPanel::SearchPanel(CourseDocument& document, QWidget* parent)
    : QWidget(parent), m_document(document), m_model(new SearchModel(document, this))
{
  buildList();
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 4, 8, 8);
  layout->addLayout(buildRow());
  layout->addWidget(m_stack, 1);
  m_timer = new QTimer(this);
  m_timer->setSingleShot(true);
  m_timer->setInterval(kAfterTyping);
  connect(m_timer, &QTimer::timeout, this, &SearchPanel::run);
  connect(m_query, &QLineEdit::textChanged, m_timer, qOverload<>(&QTimer::start));
  connect(m_query, &QLineEdit::returnPressed, this,
          [this] { choose(qMax(0, m_list->currentIndex().row())); });
  for (const QComboBox* box : {m_where, m_type})
    connect(box, &QComboBox::activated, this, &SearchPanel::run);
  const auto chosen = [this](const QModelIndex& index) { choose(index.row()); };
  connect(m_list, &QTreeView::clicked, this, chosen);
  connect(m_list, &QTreeView::activated, this, chosen);
  connect(&document, &CourseDocument::changed, this, &SearchPanel::follow);
  connect(&document, &CourseDocument::reloaded, this, &SearchPanel::follow);
  run();
}

SearchPanel::~SearchPanel()
{
  if (m_running)
    m_running->cancel();
}

QLayout* SearchPanel::buildRow()
{
  m_query = new QLineEdit(this);
  m_query->setObjectName(u"searchQuery"_s);
  m_query->setPlaceholderText(tr("Search titles, texts and settings"));
  m_query->setAccessibleName(tr("Search the course"));
  m_query->setToolTip(tr("All words must be there. \"Quoted words\" are found as a phrase."));
  m_query->setClearButtonEnabled(true);
  m_query->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
  m_query->installEventFilter(this);
  m_where = new QComboBox(this);
  m_where->setObjectName(u"searchWhere"_s);
  m_where->setAccessibleName(tr("Where to search"));
  m_where->addItem(tr("Everywhere"), static_cast<int>(SearchQuery::Where::Everywhere));
  m_where->addItem(tr("Titles and texts"), static_cast<int>(SearchQuery::Where::Text));
  m_where->addItem(tr("Settings and ids"), static_cast<int>(SearchQuery::Where::Fields));
  m_type = new QComboBox(this);
  m_type->setObjectName(u"searchType"_s);
  m_type->setAccessibleName(tr("Kind of block"));
  m_type->addItem(tr("All kinds"));
  m_summary = makeLabel({}, u"small"_s, this);
  m_summary->setObjectName(u"searchSummary"_s);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  row->addWidget(m_query, 1);
  row->addWidget(m_where);
  row->addWidget(m_type);
  row->addWidget(m_summary);
  return row;
}

void SearchPanel::buildList()
{
  m_list = new QTreeView(this);
  m_list->setObjectName(u"searchHits"_s);
  m_list->setAccessibleName(tr("What was found"));
  m_list->setModel(m_model);
  m_list->setRootIsDecorated(false);
  m_list->setProperty("look", u"table"_s);
  m_list->setUniformRowHeights(true);
  m_list->setItemDelegateForColumn(SearchModel::ExcerptColumn, new ExcerptDelegate(m_list));
  m_list->header()->resizeSection(SearchModel::BlockColumn, 300);
  m_list->header()->resizeSection(SearchModel::WhereColumn, 160);
  m_empty = new EmptyState(u"search"_s, {}, {}, this);
  m_stack = new QStackedWidget(this);
  m_stack->addWidget(m_empty);
  m_stack->addWidget(m_list);
}

void SearchPanel::fillTypes()
{
  QSet<QString> present;
  QList<const Outline::Node*> rest{m_document.outline().top()};
  while (!rest.isEmpty()) {
    const Outline::Node* node = rest.takeLast();
    if (!node)
      continue;
    present.insert(node->row.type);
    rest.append(QList<const Outline::Node*>(node->children.begin(), node->children.end()));
  }
  QMap<QString, QString> types; // in the order of the names people read
  for (const auto& type : std::as_const(present))
    types.insert(m_document.types().type(type).displayName, type);
  const QString chosen = m_type->currentData().toString();
  m_type->clear();
  m_type->addItem(tr("All kinds"));
  for (const auto& [name, type] : types.asKeyValueRange())
    m_type->addItem(icon(blockIconName(type, m_document.types().type(type).icon)), name, type);
  m_type->setCurrentIndex(qMax(0, m_type->findData(chosen)));
}

void SearchPanel::focusQuery()
{
  m_query->setFocus(Qt::ShortcutFocusReason);
  m_query->selectAll();
}

void SearchPanel::showEvent(QShowEvent* event)
{
  QWidget::showEvent(event);
  fillTypes();
  if (m_isStale)
    run();
}

void SearchPanel::follow()
{
  m_isStale = true;
  if (isVisible())
    m_timer->start();
}

bool SearchPanel::eventFilter(QObject* watched, QEvent* event)
{
  if (watched == m_query && event->type() == QEvent::KeyPress &&
      static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down && m_model->rowCount() > 0)
  {
    m_list->setFocus(Qt::OtherFocusReason);
    m_list->setCurrentIndex(m_model->index(0, 0));
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

void SearchPanel::run()
{
  m_timer->stop();
  m_isStale = false;
  if (m_running)
    m_running->cancel();
  m_running.reset();
  SearchQuery query;
  query.text = m_query->text();
  query.scope = static_cast<SearchQuery::Where>(m_where->currentData().toInt());
  query.type = m_type->currentData().toString();
  query.limit = kMostHits;
  if (searchTerms(query.text).isEmpty()) {
    take(SearchResults());
    m_summary->clear();
    m_empty->setText(tr("Search the course"),
                     tr("Finds words in titles, in what learners read, and in settings and ids. Enter opens "
                        "the first hit."));
    return;
  }
  m_document.catchUpSearch();
  m_running = std::make_shared<Progress>();
  runInBackground<Result<SearchResults>>(
      this,
      [folder = m_document.store().folder(), query, progress = m_running] {
        return searchCourse(folder, query, *progress);
      },
      [this, progress = m_running](const Result<SearchResults>& results) {
        if (progress == m_running)
          take(results);
      });
}

void SearchPanel::take(const Result<SearchResults>& results)
{
  const SearchResults found = results.value_or(SearchResults());
  m_model->setHits(found.hits);
  const int blocks = static_cast<int>(found.hits.size());
  m_summary->setText(found.hasMore ? tr("The first %1 blocks").arg(kMostHits)
                                   : tr("%n block(s)", nullptr, blocks));
  m_stack->setCurrentWidget(blocks == 0 ? static_cast<QWidget*>(m_empty) : m_list);
  if (!results)
    m_empty->setText(errorText(results.error(), tr("search the course")).title, results.error().detail);
  else if (blocks == 0)
    m_empty->setText(tr("Nothing found"),
                     tr("Words of titles and texts are found whole, the last one also by its beginning; "
                        "settings and ids by any part. Files are not searched."));
}

void SearchPanel::choose(int row)
{
  if (row < 0 || row >= m_model->rowCount())
    return;
  const SearchPlace& place = m_model->placeAt(row);
  const bool isInBody = place.spot == SearchPlace::Where::Text;
  const QString text = isInBody ? place.found : QString();
  Q_EMIT placeChosen(m_model->blockAt(row), text);
}

} // namespace scriptorium
