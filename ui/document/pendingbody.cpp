#include "ui/document/pendingbody.h"

#include "markup/html/htmlfaults.h"
#include "olx/write/blocktext.h"
#include "store/heldtext.h"
#include "ui/document/coursedocument.h"

#include <QScopedValueRollback>
#include <QTimer>

#include <algorithm>
#include <chrono>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// A longer text is not looked through while somebody types in it.
constexpr qsizetype kMostForFaults = 1'000'000;

/// What is wrong with a text that the course takes all the same.
std::optional<Error> faultOfHtml(const CourseDocument& document, BlockId block, const QString& text)
{
  const Outline::Node* node = document.outline().find(block);
  if (!node || node->row.type != "html"_L1 || text.size() > kMostForFaults)
    return std::nullopt;
  const auto faults = markup::htmlFaults(text, 1);
  if (faults.isEmpty())
    return std::nullopt;
  return Error{Error::Kind::BadInput,
               {},
               PendingBody::tr("%1 The course has the text as it stands.").arg(faults[0].sentence),
               faults[0].line};
}

/// From the first key to the store; well below the second that is promised.
constexpr std::chrono::milliseconds kStoreAfter{600};
constexpr int kEarlierSteps = 200;
constexpr qsizetype kEarlierTexts = 50;
constexpr qsizetype kEarlierChars = 4'000'000;

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
  const QScopedValueRollback guard(m_isStoring, true);
  if (const auto stored = keep(body); !stored) {
    hold(body);
    setFault(stored.error());
    return;
  }
  HeldText(m_document.store(), m_block).remove();
  m_document.bodies().setHeld(m_block, false);
  m_stored = BodyText(body);
  setFault(faultOfHtml(m_document, m_block, m_text));
  setPending(false);
}

bool PendingBody::isHeld() const
{
  return m_document.bodies().held().contains(m_block);
}

void PendingBody::hold(const QByteArray& body)
{
  if (const auto kept = HeldText(m_document.store(), m_block).write(body); !kept)
    Q_EMIT m_document.failed(kept.error(), tr("keep the text you typed"));
  m_document.bodies().setHeld(m_block, true);
}

Result<Unit> PendingBody::keep(const QByteArray& body)
{
  SCRIPTORIUM_TRY_ASSIGN(const bool isRetraced, m_document.retrace(m_block, body));
  if (!isRetraced)
    SCRIPTORIUM_TRY(m_document.attempt(steps::setBody(m_document, m_block, body)));
  return Unit{};
}

QStringList PendingBody::earlier() const
{
  QStringList texts;
  QString last = m_text;
  qsizetype chars = 0;
  const auto add = [&](const QString& text) {
    if (text == last)
      return;
    texts.prepend(text);
    last = text;
    chars += text.size();
  };
  add(m_stored.text());
  const CourseStore& store = m_document.store();
  const auto block = store.block(m_block);
  const auto history = store.blockHistory(m_block, kEarlierSteps);
  if (!block || !history)
    return texts;
  for (const auto& change : *history) {
    if (change.op.state != OpInfo::State::Done || change.op.kind == "undo"_L1 || change.op.kind == "redo"_L1)
      continue;
    const auto then = change.oldHead.isValid() ? store.versionById(change.oldHead) : Error{};
    const auto body = then ? olx::blockText(store, *block, *then) : then.error();
    const BodyText text(body.value_or(QByteArray()));
    if (!body || !text.isText() || texts.size() >= kEarlierTexts || chars > kEarlierChars)
      break;
    add(text.text());
  }
  return texts;
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
  else
    fault = faultOfHtml(m_document, m_block, text);
  const auto held = m_isEditable ? HeldText(m_document.store(), m_block).read() : std::nullopt;
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
  connect(this, &PendingBodies::heldChanged, this, &PendingBodies::pendingChanged);
}

std::shared_ptr<PendingBody> PendingBodies::of(BlockId block)
{
  if (auto body = m_bodies.value(block).lock())
    return body;
  m_bodies.removeIf([](const auto& entry) { return entry.value().expired(); });
  auto body = std::make_shared<PendingBody>(m_document, block);
  connect(body.get(), &PendingBody::pendingChanged, this, &PendingBodies::pendingChanged);
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

void PendingBodies::findHeld()
{
  const QList<BlockId> blocks = HeldText::blocks(m_document.store());
  m_held = {blocks.begin(), blocks.end()};
  Q_EMIT heldChanged();
}

void PendingBodies::setHeld(BlockId block, bool isHeld)
{
  if (m_held.contains(block) == isHeld)
    return;
  if (isHeld)
    m_held.insert(block);
  else
    m_held.remove(block);
  Q_EMIT heldChanged();
}

void PendingBodies::flush()
{
  const auto bodies = m_bodies; // storing announces a change, and who hears of it may open or close editors
  for (const auto& weak : bodies)
    if (const auto body = weak.lock())
      body->flush();
}

} // namespace scriptorium
