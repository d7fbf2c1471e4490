#pragma once

#include "base/result.h"
#include "render/events/learnerevent.h"

#include <QFile>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace scriptorium::preview {

/// The events of a preview as lines of JSON in a file of the user's own, written by a thread of its own: who
/// adds one waits for no disk. Written on behind what is in the file; up to a size, then no more.
/// Thread-safe.
class EventFile
{
public:
  enum class Format
  {
    Tracking, ///< a line of the LMS's tracking log each
    Xapi,     ///< a statement each
    Both      ///< {"tracking", "xapi": [statement]} each
  };
  static constexpr qint64 kMostBytes = 64 * 1024 * 1024;

  /// Errors: Io, when it cannot be written; BadInput, when it is no file or full.
  static Result<std::unique_ptr<EventFile>> open(const QString& path, Format format,
                                                 qint64 mostBytes = kMostBytes);
  /// Writes what is left.
  ~EventFile();
  EventFile(const EventFile&) = delete;
  EventFile& operator=(const EventFile&) = delete;

  void take(const render::LearnerEvent& event);
  /// Why no more is written, once: a full file, a disk that fails, too many events at once.
  std::optional<QString> complaint();

private:
  EventFile(const QString& path, Format format, qint64 mostBytes);
  void write();
  void writeLines(const std::vector<render::LearnerEvent>& events);
  QByteArray linesOf(const render::LearnerEvent& event) const;
  void stop(const QString& why);

  const Format m_format;
  const qint64 m_mostBytes;
  QFile m_file;       ///< of the thread, once that runs
  std::mutex m_mutex; ///< guards what follows
  std::condition_variable m_isWoken;
  std::vector<render::LearnerEvent> m_waiting;
  std::optional<QString> m_complaint;
  bool m_isStopped = false; ///< nothing more is taken
  bool m_isEnding = false;
  std::thread m_thread; ///< last: it uses the others
};

} // namespace scriptorium::preview
