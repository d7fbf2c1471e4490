#include "ui/document/pendingbody.h"

#include "olx/write/blocktext.h"
#include "ui/document/coursedocument.h"
#include "ui/document/heldtext.h"

#include <QScopedValueRollback>
#include <QTimer>

#include <algorithm>
#include <chrono>

namespace scriptorium {
namespace {

/// From the first key to the store; well below the second that is promised.
constexpr std::chrono::milliseconds kStoreAfter{600};

} // namespace

PendingBody::PendingBody(CourseDocument& document, BlockId block)
    : m_document(document), m_block(block), m_timer(new QTimer(this))
{
  m_timer->setSingleShot(true);
  m_timer->setInterval(kStoreAfter);
  connect(m_timer, &QTimer::timeout, this, &PendingBody::store);
  connect(&document, &CourseDocument::changed, this, &PendingBody::follow);
  load();
}

PendingBody::~PendingBody()
{
  flush();
}

void PendingBody::edit(const QString& text, const QObject* by)
{
  if (!m_isEditable || text == m_text)
    return;
  setText(text, by);
  setPending(true);
  // Not restarted by later keys: the first unsaved one decides.
  if (!m_timer->isActive())
    m_timer->start();
}

void PendingBody::flush()
{
  m_timer->stop();
  if (m_isPending)
    store();
}

void PendingBody::store()
{
  const QByteArray body = m_stored.bytes(m_text);
  const HeldText held(m_document.info(), m_block.value);
  const QScopedValueRollback guard(m_isStoring, true);
  if (const auto stored = m_document.attempt(steps::setBody(m_document, m_block, body)); !stored) {
    setFault(stored.error());
    if (const auto kept = held.write(body); !kept)
      Q_EMIT m_document.failed(kept.error(), tr("keep the text you typed"));
    return;
  }
  held.remove();
  m_stored = BodyText(body);
  setFault({});
  setPending(false);
}

void PendingBody::load()
{
  const auto body = olx::blockText(m_document.store(), m_block);
  m_stored = BodyText(body.value_or(QByteArray()));
  m_isEditable = body && m_stored.isText() && !m_document.isReadOnly();
  QString text = m_stored.text();
  std::optional<Error> fault;
  if (!body)
    fault = body.error();
  else if (!m_stored.isText())
    fault =
        Error{Error::Kind::BadInput, {}, tr("This text is not UTF-8; it can be read here but not edited.")};
  else if (const auto version = m_document.store().version(m_block);
           version && version->flags.testFlag(VersionFlag::Broken))
    fault = Error{Error::Kind::BadInput, {}, version->note, version->line};
  const auto held = m_isEditable ? HeldText(m_document.info(), m_block.value).read() : std::nullopt;
  const bool isHeld = held && *held != *body;
  if (isHeld)
    text = BodyText(*held).text();
  setText(text, nullptr);
  setFault(fault);
  setPending(isHeld);
  if (isHeld)
    m_timer->start();
}

void PendingBody::follow(const ChangeSet& changes)
{
  const auto concerns = [this](const ChangeSet::Entry& entry) {
    return entry.block == m_block && (entry.aspects & (Aspects(Aspect::Body) | Aspect::Existence));
  };
  if (!m_isStoring && std::ranges::any_of(changes.blocks, concerns))
    load();
}

void PendingBody::setText(const QString& text, const QObject* by)
{
  m_text = text;
  Q_EMIT textChanged(by);
}

void PendingBody::setPending(bool pending)
{
  if (m_isPending == pending)
    return;
  m_isPending = pending;
  Q_EMIT pendingChanged();
}

void PendingBody::setFault(const std::optional<Error>& fault)
{
  if (!m_fault && !fault)
    return;
  m_fault = fault;
  Q_EMIT faultChanged();
}

PendingBodies::PendingBodies(CourseDocument& document) : m_document(document)
{
  connect(&document, &CourseDocument::flushRequested, this, &PendingBodies::flush);
}

std::shared_ptr<PendingBody> PendingBodies::of(BlockId block)
{
  if (auto body = m_bodies.value(block).lock())
    return body;
  m_bodies.removeIf([](const auto& entry) { return entry.value().expired(); });
  auto body = std::make_shared<PendingBody>(m_document, block);
  connect(body.get(), &PendingBody::pendingChanged, this, &PendingBodies::pendingChanged);
  connect(body.get(), &PendingBody::faultChanged, this, &PendingBodies::pendingChanged);
  connect(body.get(), &QObject::destroyed, this, &PendingBodies::pendingChanged);
  m_bodies.insert(block, body);
  return body;
}

bool PendingBodies::isPending() const
{
  return std::ranges::any_of(m_bodies, [](const std::weak_ptr<PendingBody>& body) {
    const auto living = body.lock();
    return living && living->isPending();
  });
}

QList<BlockId> PendingBodies::held() const
{
  QList<BlockId> blocks;
  const QList<qint64> kept = HeldText::blocks(m_document.info());
  for (const qint64 block : kept)
    if (m_document.outline().find(BlockId(block)))
      blocks.append(BlockId(block));
  for (const auto& weak : m_bodies)
    if (const auto body = weak.lock(); body && body->isHeld() && !blocks.contains(body->block()))
      blocks.append(body->block());
  return blocks;
}

void PendingBodies::flush()
{
  const auto bodies = m_bodies; // storing announces a change, and who hears of it may open or close editors
  for (const auto& weak : bodies)
    if (const auto body = weak.lock())
      body->flush();
}

} // namespace scriptorium
