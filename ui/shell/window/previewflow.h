#pragma once

#include <QObject>

#include <memory>

namespace scriptorium {

class MessageBar;
class PreviewProcess;
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
  /// Ends the server, because the course is closed.
  void stop();

private:
  const Studio& m_studio;
  MessageBar& m_messages;
  std::unique_ptr<PreviewProcess> m_process;
  QString m_course;
};

} // namespace scriptorium
