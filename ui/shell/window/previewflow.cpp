#include "ui/shell/window/previewflow.h"

#include "ui/preview/previewprocess.h"
#include "ui/preview/sharedialog.h"
#include "ui/shell/studio.h"
#include "ui/widgets/messagebar.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

const QString kTopic = u"preview"_s;
const QString kSharing = u"sharing"_s;

} // namespace

PreviewFlow::PreviewFlow(const Studio& studio, MessageBar& messages, QObject* parent)
    : QObject(parent), m_studio(studio), m_messages(messages)
{}

PreviewFlow::~PreviewFlow() = default;

void PreviewFlow::open(const QString& course)
{
  m_isOpening = true;
  server(course)->open();
}

PreviewProcess* PreviewFlow::server(const QString& course)
{
  if (!m_process || m_course != course) {
    m_course = course;
    m_process = std::make_unique<PreviewProcess>(previewProgram(), m_studio.workspace.path(), course);
    connect(m_process.get(), &PreviewProcess::ready, this, [this](const QUrl& address) {
      m_isOpening = false;
      const MessageBar::Choice copy{tr("Copy address"),
                                    [address] { QGuiApplication::clipboard()->setText(address.toString()); }};
      if (QDesktopServices::openUrl(address))
        m_messages.showMessage(MessageBar::Kind::Good, tr("The preview is open in your browser"),
                               tr("It follows every edit until the course is closed."), {copy}, kTopic);
      else
        m_messages.showMessage(MessageBar::Kind::Warning, tr("No browser could be opened"),
                               tr("The preview runs: copy its address into a browser on this computer."),
                               {copy}, kTopic);
    });
    connect(m_process.get(), &PreviewProcess::failed, this, [this](const Error& error) {
      if (std::exchange(m_isOpening, false))
        m_messages.showError(error, tr("open the preview"), {}, kTopic);
    });
  }
  return m_process.get();
}

void PreviewFlow::share(const QString& course, QWidget* window)
{
  if (m_dialog) {
    m_dialog->show();
    m_dialog->raise();
    return;
  }
  m_dialog = new ShareDialog(window);
  m_shared = std::make_unique<PreviewProcess>(previewProgram(), m_studio.workspace.path(), course,
                                              PreviewProcess::For::Team);
  connect(m_dialog, &ShareDialog::stopRequested, this, &PreviewFlow::stopSharing);
  connect(m_dialog, &QDialog::finished, this, [this, course, window] {
    if (m_shared && m_shared->isRunning())
      m_messages.showMessage(MessageBar::Kind::Info, tr("The preview is shared with your team"),
                             tr("It follows every edit until you stop it or close the course."),
                             {{tr("Show the link"), [this, course, window] { share(course, window); }},
                              {tr("Stop sharing"), [this] { stopSharing(); }}},
                             kSharing);
  });
  connect(m_shared.get(), &PreviewProcess::shared, m_dialog, &ShareDialog::showShared);
  connect(
      m_shared.get(), &PreviewProcess::failed, this,
      [this](const Error& error) {
        m_messages.showError(error, tr("share the preview"), {}, kSharing);
        delete m_dialog;
      },
      Qt::QueuedConnection);
  m_dialog->show();
  m_shared->open();
}

void PreviewFlow::stopSharing()
{
  m_messages.withdraw(kSharing);
  m_shared.reset();
  if (m_dialog)
    m_dialog->deleteLater();
  m_dialog.clear();
}

void PreviewFlow::stop()
{
  stopSharing();
  m_messages.withdraw(kTopic);
  m_process.reset();
}

} // namespace scriptorium
