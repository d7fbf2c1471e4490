#include "app/preview/server/eventfile.h"

#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::preview {
namespace {

constexpr size_t kMostWaiting = 20'000;
constexpr auto kPrivate = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

} // namespace

EventFile::EventFile(const QString& path, Format format, qint64 mostBytes)
    : m_format(format), m_mostBytes(mostBytes), m_file(path)
{}

Result<std::unique_ptr<EventFile>> EventFile::open(const QString& path, Format format, qint64 mostBytes)
{
  const QFileInfo there(path);
  if (there.exists() && !there.isFile())
    return Error{Error::Kind::BadInput, path, u"This is no file. Name one that events are written to."_s};
  if (there.size() >= mostBytes)
    return Error{Error::Kind::BadInput, path,
                 u"The file is full (%1 MiB). Move it away, or name another."_s.arg(mostBytes >> 20)};
  std::unique_ptr<EventFile> file(new EventFile(path, format, mostBytes));
  const bool isOpen = file->m_file.open(QIODevice::WriteOnly | QIODevice::Append, kPrivate) &&
                      file->m_file.setPermissions(kPrivate); // also where others could read it before
  if (!isOpen)
    return Error{Error::Kind::Io, path,
                 u"Events cannot be written there: %1."_s.arg(file->m_file.errorString())};
  file->m_thread = std::thread([self = file.get()] { self->write(); });
  return file;
}

EventFile::~EventFile()
{
  {
    const std::lock_guard lock(m_mutex);
    m_isEnding = true;
  }
  m_isWoken.notify_one();
  if (m_thread.joinable())
    m_thread.join();
}

void EventFile::take(const render::LearnerEvent& event)
{
  {
    const std::lock_guard lock(m_mutex);
    if (m_isStopped)
      return;
    if (m_waiting.size() >= kMostWaiting) {
      m_complaint = u"%1 is written too slowly; no more events are."_s.arg(m_file.fileName());
      m_isStopped = true;
      return;
    }
    m_waiting.push_back(event);
  }
  m_isWoken.notify_one();
}

std::optional<QString> EventFile::complaint()
{
  const std::lock_guard lock(m_mutex);
  return std::exchange(m_complaint, std::nullopt);
}

void EventFile::write()
{
  for (bool isLast = false; !isLast;) {
    std::vector<render::LearnerEvent> events;
    {
      std::unique_lock lock(m_mutex);
      m_isWoken.wait(lock, [this] { return m_isEnding || !m_waiting.empty(); });
      events.swap(m_waiting);
      isLast = m_isEnding;
    }
    writeLines(events);
  }
}

void EventFile::writeLines(const std::vector<render::LearnerEvent>& events)
{
  for (const render::LearnerEvent& event : events) {
    if (!m_file.isOpen())
      return;
    const QByteArray lines = linesOf(event);
    if (m_file.size() + lines.size() > m_mostBytes)
      return stop(
          u"%1 is full (%2 MiB): no more events are written. Move it away and start the preview again."_s
              .arg(m_file.fileName())
              .arg(m_mostBytes >> 20));
    if (m_file.write(lines) != lines.size() || !m_file.flush())
      return stop(u"%1: %2. No more events are written."_s.arg(m_file.fileName(), m_file.errorString()));
  }
}

QByteArray EventFile::linesOf(const render::LearnerEvent& event) const
{
  QByteArray lines;
  if (m_format == Format::Tracking)
    return render::trackingEvent(event).toUtf8() + '\n';
  Json statements = Json::list();
  for (const Json& statement : render::xapiStatements(event)) {
    lines += statement.toUtf8() + '\n';
    statements.append(statement);
  }
  if (m_format == Format::Xapi)
    return lines;
  Json both = Json::object();
  both.set("tracking", render::trackingEvent(event));
  both.set("xapi", statements);
  return both.toUtf8() + '\n';
}

void EventFile::stop(const QString& why)
{
  m_file.close();
  const std::lock_guard lock(m_mutex);
  m_complaint = why;
  m_isStopped = true;
  m_waiting.clear();
}

} // namespace scriptorium::preview
