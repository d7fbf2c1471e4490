#include "ui/shell/commands/draftcommands.h"

#include "ui/document/coursedocument.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qsizetype kNamed = 5;

/// The drafts among the chosen blocks and all below them.
struct Drafts
{
  QStringList added;   ///< titles of blocks that were never published
  QStringList changed; ///< and of those whose published state is another
};

void collect(const CourseDocument& document, const Outline::Node& node, Drafts& drafts)
{
  if (node.row.isDraft)
    drafts.added.append(document.title(node.row.id));
  else if (node.row.hasDraftChanges)
    drafts.changed.append(document.title(node.row.id));
  for (const Outline::Node* child : node.children)
    collect(document, *child, drafts);
}

bool hasAny(const Outline::Node& node, bool (*holds)(const OutlineRow&))
{
  return holds(node.row) || std::ranges::any_of(node.children, [holds](const Outline::Node* child) {
           return hasAny(*child, holds);
         });
}

QString listed(const QStringList& titles)
{
  QStringList quoted;
  for (const auto& title : titles.first(qMin(titles.size(), kNamed)))
    quoted.append(DraftCommands::tr("“%1”").arg(title));
  QString text = quoted.join(u", "_s);
  if (const auto more = titles.size() - kNamed; more > 0)
    text += DraftCommands::tr(" and %n more", nullptr, static_cast<int>(more));
  return text;
}

} // namespace

DraftCommands::DraftCommands(const Commands& commands, CourseDocument& document, QObject* parent)
    : QObject(parent), m_document(document)
{
  commands.on(Command::Publish, this, [this] { publish(); });
  commands.on(Command::DiscardDraft, this, [this] { askDiscard(); });
}

Needs DraftCommands::state() const
{
  const auto holds = [this](bool (*claim)(const OutlineRow&)) {
    return std::ranges::any_of(m_document.selection().blocks(), [&](BlockId block) {
      const Outline::Node* node = m_document.outline().find(block);
      return node && hasAny(*node, claim);
    });
  };
  Needs needs;
  needs.setFlag(Need::Draft, holds([](const OutlineRow& row) { return row.isDraft || row.hasDraftChanges; }));
  needs.setFlag(Need::DraftChanges,
                holds([](const OutlineRow& row) { return !row.isDraft && row.hasDraftChanges; }));
  return needs;
}

void DraftCommands::publish()
{
  m_document.run(steps::publish(m_document, m_document.selection().blocks()));
}

void DraftCommands::askDiscard()
{
  const QList<BlockId> blocks = m_document.selection().blocks();
  Drafts drafts;
  for (const BlockId block : blocks)
    if (const Outline::Node* node = m_document.outline().find(block))
      collect(m_document, *node, drafts);
  QStringList sentences{tr("Back to what is published: %1.").arg(listed(drafts.changed))};
  if (!drafts.added.isEmpty())
    sentences.append(tr("Deleted where they are new in such a draft: %1.").arg(listed(drafts.added)));
  sentences.append(tr("Undo brings all of it back."));
  const QString title =
      blocks.size() == 1 ? tr("Discard the draft of “%1”?").arg(m_document.title(blocks.first()))
                         : tr("Discard the drafts of %n block(s)?", nullptr, static_cast<int>(blocks.size()));
  Q_EMIT asked(title, sentences.join(u' '),
               {{tr("Discard"), [this, blocks] { discard(blocks); }}, {tr("Keep"), [] {}}});
}

void DraftCommands::discard(const QList<BlockId>& blocks)
{
  m_document.run(steps::discardDraft(m_document, blocks));
}

} // namespace scriptorium
