#include "ui/editors/bodyeditor.h"

#include "olx/write/blocktext.h"
#include "ui/document/coursedocument.h"
#include "ui/editors/findbar.h"
#include "ui/editors/heldtext.h"
#include "ui/editors/sourceeditor.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// From the first key to the store; well below the second that is promised.
constexpr int kStoreAfterMs = 600;

Highlighter::Language languageOf(const BlockType& type)
{
  return type.bodyLanguage == "json"_L1 ? Highlighter::Language::Json : Highlighter::Language::Markup;
}

} // namespace

BodyEditor::BodyEditor(CourseDocument& document, QWidget* parent) : QWidget(parent), m_document(document)
{
  m_editor = new SourceEditor(this);
  m_editor->setObjectName(u"sourceEditor"_s);
  m_editor->setAccessibleName(tr("Source text"));
  m_editor->setReadOnly(document.isReadOnly());
  m_find = new FindBar(m_editor, this);
  m_faultBar = new QWidget(this);
  m_faultBar->setObjectName(u"faultBar"_s);
  m_faultText = makeLabel({}, u"problem"_s, m_faultBar);
  m_faultText->setObjectName(u"faultText"_s);
  m_faultText->setWordWrap(true);
  auto* go = new QPushButton(tr("Go to line"), m_faultBar);
  go->setProperty("flat", true);
  go->setAccessibleName(tr("Go to the line with the fault"));
  connect(go, &QPushButton::clicked, this, [this] { m_editor->goToLine(m_faultLine); });
  auto* faultRow = new QHBoxLayout(m_faultBar);
  faultRow->setContentsMargins(16, 4, 12, 8);
  faultRow->addWidget(m_faultText, 1);
  faultRow->addWidget(go);
  m_faultBar->hide();

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_find);
  layout->addWidget(m_editor, 1);
  layout->addWidget(m_faultBar);

  m_timer = new QTimer(this);
  m_timer->setSingleShot(true);
  m_timer->setInterval(kStoreAfterMs);
  connect(m_timer, &QTimer::timeout, this, [this] { store(); });
  connect(m_editor, &QPlainTextEdit::textChanged, this, &BodyEditor::noteTyping);
  connect(m_editor, &SourceEditor::undoRequested, &document, &CourseDocument::undo);
  connect(m_editor, &SourceEditor::redoRequested, &document, &CourseDocument::redo);
  connect(&document, &CourseDocument::changed, this, &BodyEditor::follow);
  connect(&document, &CourseDocument::flushRequested, this, &BodyEditor::flush);
}

BodyEditor::~BodyEditor()
{
  flush();
}

void BodyEditor::setBlock(BlockId block)
{
  if (block == m_block)
    return;
  flush();
  m_block = block;
  m_find->hide();
  load();
}

void BodyEditor::noteTyping()
{
  if (m_isLoading || !m_block.isValid())
    return;
  setDirty(true);
  // Not restarted by later keys: the first unsaved one decides.
  if (!m_timer->isActive())
    m_timer->start();
}

void BodyEditor::flush()
{
  m_timer->stop();
  if (m_isDirty && m_block.isValid())
    store();
}

void BodyEditor::store()
{
  if (m_document.isReadOnly())
    return;
  const QByteArray body = text();
  const HeldText held(m_document.info(), m_block.value);
  const QScopedValueRollback guard(m_isStoring, true);
  if (const auto stored = m_document.attempt(steps::setBody(m_document, m_block, body)); !stored) {
    showFault(stored.error());
    if (const auto kept = held.write(body); !kept)
      Q_EMIT m_document.failed(kept.error(), tr("keep the text you typed"));
    return;
  }
  held.remove();
  clearFault();
  setDirty(false);
}

void BodyEditor::load()
{
  const QScopedValueRollback guard(m_isLoading, true);
  clearFault();
  setDirty(false);
  if (!m_block.isValid()) {
    m_editor->load({}, Highlighter::Language::Plain);
    return;
  }
  const auto body = olx::blockText(m_document.store(), m_block);
  show(body.value_or(QByteArray()));
  const bool isText = body && text() == *body;
  m_editor->setReadOnly(m_document.isReadOnly() || !isText);
  if (!body) {
    showFault(body.error());
    return;
  }
  if (!isText)
    showFault(
        Error{Error::Kind::BadInput, {}, tr("This text is not UTF-8; it can be read here but not edited.")});
  if (const auto version = m_document.store().version(m_block);
      version && version->flags.testFlag(VersionFlag::Broken))
    showFault(Error{Error::Kind::BadInput, {}, version->note, version->line});
  if (const auto held = HeldText(m_document.info(), m_block.value).read(); held && *held != *body) {
    show(*held);
    setDirty(true);
    m_timer->start();
  }
}

void BodyEditor::show(const QByteArray& body)
{
  const Outline::Node* node = m_document.outline().find(m_block);
  m_hasBom = body.startsWith("\xEF\xBB\xBF");
  m_hasCrLf = body.contains("\r\n");
  QString shown = QString::fromUtf8(body);
  shown.replace("\r\n"_L1, "\n"_L1);
  m_editor->load(shown, languageOf(m_document.types().type(node ? node->row.type : QString())));
}

QByteArray BodyEditor::text() const
{
  QString source = m_editor->source();
  if (m_hasCrLf)
    source.replace(u'\n', "\r\n"_L1);
  return (m_hasBom ? QByteArray("\xEF\xBB\xBF") : QByteArray()) + source.toUtf8();
}

void BodyEditor::follow(const ChangeSet& changes)
{
  if (m_isStoring || !m_block.isValid())
    return;
  for (const auto& entry : changes.blocks)
    if (entry.block == m_block && (entry.aspects & (Aspects(Aspect::Body) | Aspect::Existence))) {
      load();
      return;
    }
}

void BodyEditor::showFault(const Error& error)
{
  m_faultLine = error.line;
  const QString place = error.line > 0 ? tr("Line %1: ").arg(error.line) : QString();
  const QString safe =
      m_isDirty ? tr(" Your text is kept; it becomes part of the course once this is right.") : QString();
  m_faultText->setText(place + error.detail + safe);
  m_faultBar->show();
  m_editor->markFault(error.line);
}

void BodyEditor::clearFault()
{
  m_faultLine = 0;
  m_faultBar->hide();
  m_editor->markFault(0);
}

void BodyEditor::setDirty(bool dirty)
{
  if (m_isDirty == dirty)
    return;
  m_isDirty = dirty;
  Q_EMIT pendingChanged(dirty);
}

void BodyEditor::openFind()
{
  m_find->open();
}

} // namespace scriptorium
