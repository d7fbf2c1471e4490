#pragma once

#include "base/ids.h"
#include "ui/shell/commands/commands.h"
#include "ui/widgets/messagebar.h"

#include <QList>
#include <QObject>

namespace scriptorium {

class CourseDocument;

/// Publishing the drafts of the chosen blocks, and taking them back to what is published.
class DraftCommands : public QObject
{
  Q_OBJECT

public:
  DraftCommands(const Commands& commands, CourseDocument& document, QObject* parent);

  /// What holds for the selection now.
  Needs state() const;

Q_SIGNALS:
  /// Something the author must decide.
  void asked(const QString& title, const QString& text,
             const QList<scriptorium::MessageBar::Choice>& choices);

private:
  void publish();
  void askDiscard();
  void discard(const QList<BlockId>& blocks);

  CourseDocument& m_document;
};

} // namespace scriptorium
