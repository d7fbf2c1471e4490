#include "ui/preview/previewprocess.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr int kEndTime = 2000; ///< ms that it gets to end by itself

} // namespace

QString previewProgram()
{
  const QString beside = QCoreApplication::applicationDirPath() + u"/scriptorium-preview"_s;
  return QFileInfo(beside).isExecutable() ? beside : QStandardPaths::findExecutable(u"scriptorium-preview"_s);
}

PreviewProcess::PreviewProcess(QString program, QString store, QString course, For whom, QObject* parent)
    : QObject(parent), m_program(std::move(program)), m_store(std::move(store)), m_course(std::move(course)),
      m_whom(whom)
{}

PreviewProcess::~PreviewProcess()
{
  if (!isRunning())
    return;
  m_process->disconnect(this);
  m_process->terminate();
  if (!m_process->waitForFinished(kEndTime))
    m_process->kill();
}

bool PreviewProcess::isRunning() const
{
  return m_process && m_process->state() != QProcess::NotRunning;
}

void PreviewProcess::open()
{
  m_isOpening = true;
  start();
}

void PreviewProcess::start()
{
  if (isRunning() && !m_address.isEmpty())
    announce();
  else if (!isRunning())
    launch();
}

void PreviewProcess::announce()
{
  Q_EMIT started(m_staffAddress);
  if (std::exchange(m_isOpening, false))
    Q_EMIT ready(m_address);
}

void PreviewProcess::launch()
{
  if (m_program.isEmpty())
    return fail(tr("The program scriptorium-preview, which serves it, is not installed beside this one."));
  m_address.clear();
  delete m_process;
  m_process = new QProcess(this);
  connect(m_process, &QProcess::readyReadStandardOutput, this, &PreviewProcess::readLine);
  connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart)
      fail(m_process->errorString());
  });
  connect(m_process, &QProcess::finished, this, [this] {
    if (m_address.isEmpty())
      fail(QString::fromUtf8(m_process->readAllStandardError()).trimmed());
    m_address.clear();
  });
  QStringList arguments{u"--store"_s, m_store,     u"--course"_s, m_course,
                        u"--draft"_s, u"--json"_s, u"--quiet"_s,  u"--with-parent"_s};
  if (m_whom == For::Team)
    arguments += {u"--listen"_s, u"0.0.0.0"_s};
  m_process->start(m_program, arguments);
}

void PreviewProcess::readLine()
{
  if (!m_process->canReadLine() || !m_address.isEmpty())
    return;
  const QJsonObject said = QJsonDocument::fromJson(m_process->readLine()).object();
  const QJsonObject personas = said[u"personas"_s].toObject();
  m_staffAddress = QUrl(personas[u"staff"_s].toString());
  m_address = QUrl(personas[u"learner1"_s].toString());
  if (m_address.isEmpty())
    return;
  const QJsonObject team = said[u"team"_s].toObject();
  if (!team.isEmpty())
    Q_EMIT shared(team[u"urls"_s].toVariant().toStringList(), team[u"code"_s].toString());
  announce();
}

void PreviewProcess::fail(const QString& detail)
{
  m_isOpening = false;
  Q_EMIT failed(Error{Error::Kind::Io, {}, detail});
}

} // namespace scriptorium
