#pragma once

#include "base/error.h"

#include <QObject>
#include <QUrl>

class QProcess;

namespace scriptorium {

/// The local LMS for one course: `scriptorium-preview --draft`, which follows the course's edits. In a
/// process of its own, so that neither a course that hangs its scripts nor a flood of requests slows the
/// window, and a fault of the server takes nothing of the author's with it. Ends with this. GUI thread.
class PreviewProcess : public QObject
{
  Q_OBJECT

public:
  enum class For
  {
    Author,
    Team ///< for others in the network, with an access code
  };
  /// `program`: scriptorium-preview; `store`: the folder that holds the courses; `course`: the key.
  PreviewProcess(QString program, QString store, QString course, For whom = For::Author,
                 QObject* parent = nullptr);
  ~PreviewProcess() override;

  /// Starts it, if it does not run: `started` or `failed` follows.
  void start();
  /// The same to look as a learner: `ready` follows as well.
  void open();
  bool isRunning() const;

Q_SIGNALS:
  /// The address that starts a session of staff. With "&to=PATH" it leads to that path.
  void started(const QUrl& address);
  /// The address that starts a session of the first learner.
  void ready(const QUrl& address);
  /// For a team: the links, most likely first, and the access code. Before `ready`.
  void shared(const QStringList& links, const QString& code);
  void failed(const scriptorium::Error& error);

private:
  void launch();
  void announce();
  void readLine();
  void fail(const QString& detail);

  QString m_program;
  QString m_store;
  QString m_course;
  For m_whom;
  QProcess* m_process = nullptr;
  QUrl m_staffAddress; ///< empty until it is known
  QUrl m_address;      ///< of the first learner
  bool m_isOpening = false;
};

/// Where scriptorium-preview stands: beside this program, else on the path. Empty when it is not there.
QString previewProgram();

} // namespace scriptorium
