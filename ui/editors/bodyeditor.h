#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "model/changeset.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTimer;

namespace scriptorium {

class CourseDocument;
class FindBar;
class SourceEditor;

/// Edits the body of one block as source. What is typed reaches the store within a second as one undoable
/// step; text that is not well formed is marked at its line and held (HeldText) until it is.
class BodyEditor : public QWidget
{
  Q_OBJECT

public:
  explicit BodyEditor(CourseDocument& document, QWidget* parent = nullptr);
  ~BodyEditor() override;

  /// Stores what is pending and shows another block; not valid: none.
  void setBlock(BlockId block);
  BlockId block() const { return m_block; }
  /// Stores what is pending, now.
  void flush();
  bool hasUnsavedText() const { return m_isDirty; }
  void openFind();
  SourceEditor* editor() const { return m_editor; }

Q_SIGNALS:
  /// Text is waiting to be stored, or no longer.
  void pendingChanged(bool pending);

private:
  void noteTyping();
  void follow(const ChangeSet& changes);
  void load();
  void store();
  void show(const QByteArray& body);
  QByteArray text() const;
  void showFault(const Error& error);
  void clearFault();
  void setDirty(bool dirty);

  CourseDocument& m_document;
  BlockId m_block;
  SourceEditor* m_editor;
  FindBar* m_find;
  QWidget* m_faultBar;
  QLabel* m_faultText;
  QTimer* m_timer;
  int m_faultLine = 0;
  bool m_hasCrLf = false; ///< line ends of the body as stored; the editor knows only LF
  bool m_hasBom = false;
  bool m_isDirty = false;
  bool m_isLoading = false;
  bool m_isStoring = false;
};

} // namespace scriptorium
