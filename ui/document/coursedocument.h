#pragma once

#include "model/inheritance.h"
#include "model/userpartitions.h"
#include "session/coursesession.h"
#include "store/workspace.h"
#include "ui/document/outlinemodel.h"
#include "ui/document/selection.h"
#include "ui/document/steps.h"

#include <QObject>

#include <memory>
#include <optional>

namespace scriptorium {

class PendingBodies;

/// The open course as the window sees it: the session, its tree as a model, the selection. Every edit is a
/// step that it runs; widgets never call the store's operations. GUI thread; the tree is read on a worker.
class CourseDocument : public QObject
{
  Q_OBJECT

public:
  /// Errors: those of `CourseSession::open`. The tree follows with `loaded`.
  static Result<std::unique_ptr<CourseDocument>> open(const CourseInfo& info, CourseStore::Mode mode,
                                                      const BlockTypes& types, const Clock& clock);
  ~CourseDocument() override;

  const CourseInfo& info() const { return m_info; }
  const CourseStore& store() const { return m_session->store(); }
  const BlockTypes& types() const { return m_session->types(); }
  const Outline& outline() const { return m_outline.outline(); }
  OutlineModel& outlineModel() { return m_outline; }
  Selection& selection() { return m_selection; }
  /// The texts that editors show.
  PendingBodies& bodies() { return *m_bodies; }
  void setAuthor(const QString& author) { m_session->setAuthor(author); }
  bool isReadOnly() const { return m_session->isReadOnly(); }
  bool isLoaded() const { return m_outline.outline().top() != nullptr; }

  QString title() const;
  QString title(BlockId block) const;
  /// Brings a part of the search index up to date, so that a search has less to read: about 10 ms. A fault of
  /// the index is left to the search to say.
  void catchUpSearch();
  /// The course's policy file as it is now; parsed when first asked for after a change.
  const PolicyReader& policy();
  /// The group configurations of the course as they are now; read likewise. None when they cannot be read.
  const QList<UserPartition>& partitions();
  /// When and for whom a block is there, as it is set now.
  const BlockFacts& facts(BlockId block) { return m_facts.of(block); }

  /// Runs a step (ui/document/steps.h makes them): the one door for edits. What is still being typed is
  /// stored first, so that steps stand in history in the order the author made them. Gives the blocks that
  /// came to be; nothing when the step failed, and `failed` has said so.
  std::optional<QList<BlockId>> run(const Step& step);
  /// The same for text on its way out of an editor: stores nothing else first, and leaves it to the editor to
  /// say what is wrong.
  Result<QList<BlockId>> attempt(const Step& step);
  /// Stores a text that came about by taking back, or doing again, what was typed in it: when the newest
  /// steps of the course are of this text alone and led away from `body`, they are undone instead of adding a
  /// step that comes to nothing; likewise redone. False when they are not. Reads a few dozen steps at most.
  Result<bool> retrace(BlockId block, const QByteArray& body);
  /// Blocks in the clipboard's form, with what is still being typed.
  std::optional<QByteArray> copy(const QList<BlockId>& blocks);
  /// The same as bare OLX elements, for people to read.
  std::optional<QByteArray> olx(const QList<BlockId>& blocks);
  /// Take back the newest step of the course, or do it again, and choose what that changed. False when there
  /// is none or it failed; `told` and `failed` say so.
  bool undo();
  bool redo();
  QString undoLabel() const { return m_session->undoLabel(); }
  QString redoLabel() const { return m_session->redoLabel(); }

Q_SIGNALS:
  /// The tree is there (after `open`).
  void loaded();
  /// After every commit; the outline has followed already, unless the change was large: then `reloaded`
  /// tells.
  void changed(const scriptorium::ChangeSet& changes);
  /// The whole tree was read anew.
  void reloaded();
  /// An edit did not happen. `what` names it as a verb phrase.
  void failed(const scriptorium::Error& error, const QString& what);
  /// A sentence in passing, about what just happened.
  void told(const QString& sentence);
  /// An undo or redo changed this file and no block.
  void fileChanged(const QString& path);
  /// Text that is still in an editor must be stored now: something is about to read or replace it.
  void flushRequested();

private:
  CourseDocument(CourseInfo info, std::unique_ptr<CourseSession> session);
  void follow(const ChangeSet& changes);
  ChangeSet withRenamed(ChangeSet changes);
  bool walk(Result<ChangeSet> (CourseSession::*step)(), const QString& label, const QString& done,
            const QString& nothing, const QString& verb);
  Result<QByteArray> textAt(BlockId block, VersionId version) const;
  Result<bool> retraceUndo(BlockId block, const QByteArray& body, const QList<OpInfo>& newest);
  Result<bool> retraceRedo(BlockId block, const QByteArray& body, const QList<OpInfo>& newest);
  /// Chooses what an undo changed, unless all that is chosen is part of it.
  void showChanged(const ChangeSet& changes);
  /// Reads the tree anew in the background; a tree that is being read already is read once more after it.
  void reload();
  void takeTree(const QList<OutlineRow>& rows);

  CourseInfo m_info;
  std::unique_ptr<CourseSession> m_session;
  OutlineModel m_outline;
  Selection m_selection{m_outline};
  std::optional<PolicyReader> m_policy;
  std::optional<QList<UserPartition>> m_partitions;
  BlockFactsReader m_facts;
  std::unique_ptr<PendingBodies> m_bodies;
  std::optional<ChangeSet> m_toShow; ///< once the tree is read anew
  bool m_isReading = false;
  bool m_readAgain = false;
};

} // namespace scriptorium
