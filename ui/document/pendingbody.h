#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "model/changeset.h"
#include "ui/document/bodytext.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>

#include <memory>
#include <optional>

class QTimer;

namespace scriptorium {

class CourseDocument;

/// The text of one block while editors show it, however many: what is typed in one the others show too. It
/// reaches the store within a second as one undoable step; text that the course cannot take, because it is
/// not well formed, is held in a file (HeldText) until it is. Stores what is pending when it goes. GUI
/// thread.
class PendingBody : public QObject
{
  Q_OBJECT

public:
  PendingBody(CourseDocument& document, BlockId block);
  ~PendingBody() override;

  BlockId block() const { return m_block; }
  /// With LF as the only line end and no byte order mark; stored, it has those of the body again.
  const QString& text() const { return m_text; }
  /// False in a course open for reading, and for bytes that are no text.
  bool isEditable() const { return m_isEditable; }
  /// Whether text waits to be stored.
  bool isPending() const { return m_isPending; }
  /// Whether it waits for the author, because the course cannot take it as it is.
  bool isHeld() const;
  /// Why the text is not in the course, or what is wrong with it there. `line` counts from 1.
  const std::optional<Error>& fault() const { return m_fault; }

  /// What the text was before its newest steps, the oldest first, and last what the course has while that is
  /// not what is shown. Reads some dozen versions at most.
  QStringList earlier() const;

  /// Takes over what was typed. `by`: who shows it already.
  void edit(const QString& text, const QObject* by);
  /// Stores what is pending, now.
  void flush();
  /// The text that the course has, while another one is held.
  QString textOfCourse() const { return m_stored.text(); }

Q_SIGNALS:
  /// `by`: whose typing it was; null when the course changed it.
  void textChanged(const QObject* by);
  void pendingChanged();
  void faultChanged();

private:
  void follow(const ChangeSet& changes);
  void load();
  void store();
  void hold(const QByteArray& body);
  Result<Unit> keep(const QByteArray& body);
  void setText(const QString& text, const QObject* by);
  void setPending(bool pending);
  void setFault(const std::optional<Error>& fault);

  CourseDocument& m_document;
  BlockId m_block;
  BodyText m_stored;
  QString m_text;
  std::optional<Error> m_fault;
  QTimer* m_timer;
  bool m_isEditable = false;
  bool m_isPending = false;
  bool m_isStoring = false;
};

/// The pending bodies of a course: one for each block that is open in an editor. GUI thread.
class PendingBodies : public QObject
{
  Q_OBJECT

public:
  explicit PendingBodies(CourseDocument& document);

  /// The one of this block. All editors that show the block share it; it goes with the last of them.
  std::shared_ptr<PendingBody> of(BlockId block);
  bool isPending() const;
  void flush();

  /// The blocks for which a text is held that the course cannot take, open in an editor or not; deleted ones
  /// too.
  const QSet<BlockId>& held() const { return m_held; }
  /// Learns them from the files beside the course.
  void findHeld();
  void setHeld(BlockId block, bool isHeld);

Q_SIGNALS:
  /// Text waits to be stored or is held, or no longer.
  void pendingChanged();
  void heldChanged();

private:
  CourseDocument& m_document;
  QHash<BlockId, std::weak_ptr<PendingBody>> m_bodies;
  QSet<BlockId> m_held;
};

} // namespace scriptorium
