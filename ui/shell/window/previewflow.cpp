#include "ui/shell/window/previewflow.h"

#include "ui/preview/previewprocess.h"
#include "ui/shell/studio.h"
#include "ui/widgets/messagebar.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

const QString kTopic = u"preview"_s;

} // namespace

PreviewFlow::PreviewFlow(const Studio& studio, MessageBar& messages, QObject* parent)
    : QObject(parent), m_studio(studio), m_messages(messages)
{}

PreviewFlow::~PreviewFlow() = default;

void PreviewFlow::open(const QString& course)
{
  if (!m_process || m_course != course) {
    m_course = course;
    m_process = std::make_unique<PreviewProcess>(previewProgram(), m_studio.workspace.path(), course);
    connect(m_process.get(), &PreviewProcess::ready, this, [this](const QUrl& address) {
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
    connect(m_process.get(), &PreviewProcess::failed, this,
            [this](const Error& error) { m_messages.showError(error, tr("open the preview"), {}, kTopic); });
  }
  m_process->open();
}

void PreviewFlow::stop()
{
  m_messages.withdraw(kTopic);
  m_process.reset();
}

} // namespace scriptorium
