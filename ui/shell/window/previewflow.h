#pragma once

#include <QObject>
#include <QPointer>

#include <memory>

namespace scriptorium {

class MessageBar;
class PreviewProcess;
class ShareDialog;
struct Studio;

/// Opens the open course in a browser, as learners will see it, and says what stands in the way.
class PreviewFlow : public QObject
{
  Q_OBJECT

public:
  PreviewFlow(const Studio& studio, MessageBar& messages, QObject* parent = nullptr);
  ~PreviewFlow() override;

  /// The first call for a course starts its server; later ones open its address again.
  void open(const QString& course);
  /// The server of a course, which may not run yet; until `stop`, or until it is asked for another's.
  PreviewProcess* server(const QString& course);
  /// Opens it to others in the network, and shows them the way: link, code, QR code.
  void share(const QString& course, QWidget* window);
  /// Ends the servers, because the course is closed.
  void stop();

private:
  void stopSharing();

  const Studio& m_studio;
  MessageBar& m_messages;
  std::unique_ptr<PreviewProcess> m_process;
  QString m_course;
  bool m_isOpening = false;                 ///< in the browser: what fails is said here
  std::unique_ptr<PreviewProcess> m_shared; ///< null: not shared
  QPointer<ShareDialog> m_dialog;
};

} // namespace scriptorium
