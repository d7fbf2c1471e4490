#include "ui/unit/liveunit.h"

#include "model/coursekey.h"
#include "ui/document/coursedocument.h"
#include "ui/preview/previewprocess.h"
#include "ui/web/webplugin.h"
#include "ui/web/webview.h"
#include "ui/widgets/emptystate.h"

#include <QCursor>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QUrlQuery>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

LiveUnit::LiveUnit(CourseDocument& document, QWidget* parent) : QWidget(parent), m_document(document)
{
  setObjectName(u"liveUnit"_s);
  m_starting = new EmptyState(u"eye"_s, tr("The preview is starting"),
                              tr("In a moment the unit stands here as its learners see it."), this);
  m_obstacle = new EmptyState(u"eye"_s, {}, {}, this);
  m_stack = new QStackedWidget(this);
  m_stack->addWidget(m_starting);
  m_stack->addWidget(m_obstacle);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_stack);
  connect(&document, &CourseDocument::changed, this, &LiveUnit::follow);
  connect(&document, &CourseDocument::reloaded, this, &LiveUnit::follow);
  connect(&document.selection(), &Selection::selected, this, &LiveUnit::showChosen);
}

bool LiveUnit::canShow()
{
  return webPlugin().has_value();
}

void LiveUnit::open(BlockId unit)
{
  if (unit == m_unit && (m_isReady || !unit.isValid()))
    return;
  m_unit = unit;
  m_isReady = false;
  if (!unit.isValid() || !makeView())
    return;
  if (!m_process) {
    m_process = m_server();
    m_address.clear();
    connect(m_process, &PreviewProcess::started, this, &LiveUnit::takeAddress);
    connect(m_process, &PreviewProcess::failed, this,
            [this](const Error& error) { fail(tr("The preview could not be started"), error.detail); });
  }
  if (!m_process->isRunning() || m_address.isEmpty()) {
    m_stack->setCurrentWidget(m_starting);
    m_process->start();
  } else {
    load();
  }
}

bool LiveUnit::makeView()
{
  if (m_view)
    return true;
  const auto plugin = webPlugin();
  if (!plugin) {
    fail(tr("Units cannot be shown live here"), plugin.error().detail);
    return false;
  }
  m_view = (*plugin)->make(m_stack);
  m_view->setObjectName(u"webView"_s);
  m_view->setAccessibleName(tr("The unit as its learners see it"));
  QFile script(u":/scriptorium/studio/liveunit.js"_s);
  if (script.open(QIODevice::ReadOnly))
    m_view->script = QString::fromUtf8(script.readAll());
  m_view->onTold = [this](const QString& what, const QString& detail) { hear(what, detail); };
  m_view->onLoaded = [this](bool isThere) {
    if (!isThere)
      fail(tr("The unit could not be shown"), tr("The preview did not answer. Choose the unit again."));
  };
  m_view->onGone = [this] {
    fail(tr("The unit's page has ended"),
         tr("The process that draws it stopped; nothing of the course is lost. Choose the unit again."));
  };
  m_stack->addWidget(m_view);
  return true;
}

void LiveUnit::takeAddress(const QUrl& address)
{
  m_address = address;
  load();
}

/// By the address that starts a session, each time: the server may be another one than before.
void LiveUnit::load()
{
  const QString usage = usageOf(m_unit);
  if (usage.isEmpty() || m_address.isEmpty())
    return;
  QUrl address = m_address;
  QUrlQuery query(address);
  query.addQueryItem(u"to"_s, QString::fromLatin1(QUrl::toPercentEncoding(
                                  u"/xblock/"_s + usage + u"?show_title=0&view=student_view"_s)));
  address.setQuery(query);
  m_view->open(address);
}

void LiveUnit::fail(const QString& title, const QString& sentence)
{
  m_isReady = false;
  m_obstacle->setText(title, sentence);
  m_stack->setCurrentWidget(m_obstacle);
}

QString LiveUnit::usageOf(BlockId block) const
{
  const Outline::Node* node = m_document.outline().find(block);
  const auto key = CourseKey::parse(m_document.info().key);
  return node && key ? key->usageKey(node->row.type, node->row.urlName) : QString();
}

/// Of those in the unit alone: a page can name no other.
BlockId LiveUnit::blockOf(const QString& usage) const
{
  const auto name = parseUsage(usage);
  const Outline::Node* unit = m_document.outline().find(m_unit);
  if (!name || !unit)
    return {};
  QList<const Outline::Node*> open{unit};
  while (!open.isEmpty()) {
    const Outline::Node* node = open.takeLast();
    if (node->row.type == name->type && node->row.urlName == name->blockId)
      return node->row.id;
    for (const Outline::Node* child : node->children)
      open.append(child);
  }
  return {};
}

void LiveUnit::hear(const QString& what, const QString& usage)
{
  if (what == "ready"_L1) {
    m_isReady = true;
    m_stack->setCurrentWidget(m_view);
    showChosen();
    if (std::exchange(m_isBehind, false))
      follow();
    Q_EMIT ready();
    return;
  }
  if (what == "leaving"_L1) {
    m_isReady = false;
    return;
  }
  const BlockId block = blockOf(usage);
  if (!block.isValid())
    return;
  if (what == "open"_L1) {
    m_document.selection().show(block);
  } else if (what == "choose"_L1 || what == "add"_L1) {
    choose(block, what == "add"_L1);
  } else if (what == "menu"_L1) {
    if (!m_document.selection().blocks().contains(block))
      choose(block, false);
    Q_EMIT menuRequested(QCursor::pos());
  }
}

void LiveUnit::choose(BlockId block, bool adds)
{
  const QScopedValueRollback guard(m_isChoosing, true);
  QList<BlockId> blocks;
  if (adds) {
    blocks = m_document.selection().blocks();
    blocks.removeAll(m_unit);
    if (blocks.removeAll(block) == 0)
      blocks.append(block);
  } else {
    blocks.append(block);
  }
  m_document.selection().select(blocks, block);
  showChosen();
}

void LiveUnit::showChosen()
{
  if (!m_isReady)
    return;
  QJsonArray usages;
  for (const BlockId block : m_document.selection().blocks())
    usages.append(usageOf(block));
  m_view->run(u"scriptoriumUnit.choose(%1, %2)"_s.arg(
      QString::fromUtf8(QJsonDocument(usages).toJson(QJsonDocument::Compact)),
      m_isChoosing ? u"false"_s : u"true"_s));
}

void LiveUnit::follow()
{
  m_isBehind = !m_isReady; // a page that is on its way may be of before
  if (m_isReady)
    m_view->run(u"scriptoriumUnit.renew()"_s);
}

} // namespace scriptorium
