#include "grading/scripts/sandboxprocess.h"

#include <QtEndian>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <set>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

constexpr qsizetype kMostComplaints = 4096;

Error ioError(const QString& what)
{
  return {Error::Kind::Io, u"sandbox"_s, what + u": "_s + QString::fromLocal8Bit(std::strerror(errno))};
}

/// A descriptor that closes itself, above the standard ones and not inherited.
class Descriptor
{
public:
  explicit Descriptor(int fd) : m_fd(fd)
  {
    if (fd >= 0 && fd <= 2) {
      m_fd = fcntl(fd, F_DUPFD_CLOEXEC, 3);
      ::close(fd);
    }
  }
  Descriptor(Descriptor&& other) noexcept : m_fd(other.release()) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor()
  {
    if (m_fd >= 0)
      ::close(m_fd);
  }
  bool isOpen() const { return m_fd >= 0; }
  int fd() const { return m_fd; }
  int release() { return std::exchange(m_fd, -1); }

private:
  int m_fd;
};

Descriptor memoryFile(const char* name, const QByteArray& content = {})
{
  Descriptor file(memfd_create(name, MFD_CLOEXEC));
  qsizetype at = 0;
  while (file.isOpen() && at < content.size()) {
    const auto written = ::write(file.fd(), content.data() + at, static_cast<size_t>(content.size() - at));
    if (written <= 0)
      return Descriptor(-1);
    at += written;
  }
  if (file.isOpen())
    ::lseek(file.fd(), 0, SEEK_SET);
  return file;
}

/// The arguments of bubblewrap, and the files that they name by number.
struct Call
{
  std::vector<QByteArray> arguments;
  std::vector<Descriptor> files;

  void add(std::initializer_list<const char*> words)
  {
    for (const char* word : words)
      arguments.emplace_back(word);
  }
  bool addFile(const char* option, const QByteArray& content, const QByteArray& place = {})
  {
    files.push_back(memoryFile("scriptorium", content));
    arguments.emplace_back(option);
    arguments.push_back(QByteArray::number(files.back().fd()));
    if (!place.isEmpty())
      arguments.push_back(place);
    return files.back().isOpen();
  }
};

bool describeFence(Call& call, const SandboxProgram& program)
{
  // The worker is the first process of its fence: when it ends, the kernel ends whatever else runs there, and
  // nobody but it, whom scripts may not look into, stands at /proc/1.
  call.add({"--as-pid-1", "--unshare-all", "--unshare-user", "--uid", "1000", "--gid", "1000", "--cap-drop",
            "ALL", "--hostname", "sandbox", "--clearenv"});
  call.add({"--setenv", "PATH", "/usr/bin:/bin", "--setenv", "LANG", "C.UTF-8", "--setenv", "HOME", "/tmp",
            "--setenv", "TZ", "UTC", "--setenv", "OPENBLAS_NUM_THREADS", "1"});
  call.add({"--ro-bind", "/usr", "/usr"});
  // NumPy's libblas.so.3 is a link into /etc/alternatives.
  for (const char* place : {"/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc/alternatives",
                            "/etc/ld.so.cache", "/etc/ssl/openssl.cnf"})
    call.add({"--ro-bind-try", place, place});
  call.add({"--proc", "/proc", "--tmpfs", "/dev"});
  for (const char* device : {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"})
    call.add({"--dev-bind", device, device});
  call.add({"--symlink", "/proc/self/fd", "/dev/fd", "--symlink", "/proc/self/fd/0", "/dev/stdin"});
  call.add({"--symlink", "/proc/self/fd/1", "/dev/stdout", "--symlink", "/proc/self/fd/2", "/dev/stderr"});
  call.add({"--size"});
  call.arguments.push_back(QByteArray::number(program.scratchBytes));
  call.add({"--tmpfs", "/tmp"});
  for (auto it = program.files.cbegin(); it != program.files.cend(); ++it) {
    if (!call.addFile("--file", it.value(), it.key().toUtf8()))
      return false;
  }
  call.add({"--remount-ro", "/dev", "--remount-ro", "/proc", "--remount-ro", "/", "--chdir", "/tmp"});
  if (!call.addFile("--seccomp", program.filter))
    return false;
  call.add({"--"});
  for (const auto& word : program.command)
    call.arguments.push_back(word.toUtf8());
  return true;
}

/// The child keeps the files of the call and nothing else of ours: other threads open sockets and pipes that
/// would stay open with it, for a course's scripts to read and write.
void closeOthers(posix_spawn_file_actions_t& actions, const Call& call)
{
  std::set<int> kept;
  for (const auto& file : call.files)
    kept.insert(file.fd());
  int next = 3;
  for (const int fd : kept) {
    for (; next < fd; ++next)
      posix_spawn_file_actions_addclose(&actions, next); // one that is not open does no harm
    next = fd + 1;
  }
  posix_spawn_file_actions_addclosefrom_np(&actions, next);
}

Result<pid_t> spawn(const QByteArray& path, Call& call, int stream, int complaints)
{
  std::vector<char*> arguments;
  for (auto& argument : call.arguments)
    arguments.push_back(argument.data());
  arguments.push_back(nullptr);
  QByteArray searchPath("PATH=/usr/bin:/bin");
  char* environment[] = {searchPath.data(), nullptr}; // ours is nobody's business in there
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, stream, 0);
  posix_spawn_file_actions_adddup2(&actions, stream, 1);
  posix_spawn_file_actions_adddup2(&actions, complaints, 2);
  for (const auto& file : call.files)
    posix_spawn_file_actions_adddup2(&actions, file.fd(), file.fd()); // the same number: only stays open
  closeOthers(actions, call);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  // A session of its own: no terminal, and one group to kill.
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t pid = 0;
  errno = posix_spawn(&pid, path.constData(), &actions, &attributes, arguments.data(), environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (errno != 0)
    return ioError(u"bubblewrap did not start"_s);
  return pid;
}

/// Milliseconds for poll: never negative, rounded up.
int timeLeft(SandboxProcess::Clock::time_point deadline)
{
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - SandboxProcess::Clock::now());
  return static_cast<int>(std::clamp<qint64>(left.count(), 0, 3'600'000));
}

/// Whether `events` came before the deadline. Errors: Cancelled, Io.
Result<Unit> await(int stream, short events, SandboxProcess::Clock::time_point deadline)
{
  for (;;) {
    pollfd waiting{stream, events, 0};
    const int count = ::poll(&waiting, 1, timeLeft(deadline));
    if (count > 0)
      return Unit{};
    if (count == 0)
      return Error{Error::Kind::Cancelled, u"sandbox"_s, u"no answer in time"_s};
    if (errno != EINTR)
      return ioError(u"the stream failed"_s);
  }
}

Result<QByteArray> receiveExactly(int stream, qsizetype count, SandboxProcess::Clock::time_point deadline)
{
  QByteArray bytes;
  bytes.reserve(std::min<qsizetype>(count, 1 << 20));
  char part[1 << 16];
  while (bytes.size() < count) {
    SCRIPTORIUM_TRY(await(stream, POLLIN, deadline));
    const auto most = std::min<qsizetype>(count - bytes.size(), sizeof part);
    const auto got = ::recv(stream, part, static_cast<size_t>(most), MSG_DONTWAIT);
    if (got > 0)
      bytes.append(part, got);
    else if (got == 0)
      return Error{Error::Kind::Io, u"sandbox"_s, u"the process has ended"_s};
    else if (errno != EINTR && errno != EAGAIN)
      return ioError(u"the stream failed"_s);
  }
  return bytes;
}

} // namespace

Result<std::unique_ptr<SandboxProcess>> SandboxProcess::start(const SandboxProgram& program)
{
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return ioError(u"no stream could be made"_s);
  Descriptor ours(ends[0]);
  const Descriptor theirs(ends[1]);
  Descriptor complaints = memoryFile("complaints");
  Call call;
  // What root owns, devices above all, would be the script's own, and no count of processes would hold.
  if (::geteuid() == 0)
    call.add({"/usr/bin/setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--"});
  call.arguments.push_back(program.bubblewrap.toUtf8());
  const QByteArray path = call.arguments.front();
  if (!complaints.isOpen() || !describeFence(call, program))
    return ioError(u"the files of the sandbox could not be made"_s);
  SCRIPTORIUM_TRY_ASSIGN(const pid_t pid, spawn(path, call, theirs.fd(), complaints.fd()));
  std::unique_ptr<SandboxProcess> process(new SandboxProcess);
  process->m_pid = pid;
  process->m_stream = ours.release();
  process->m_complaints = complaints.release();
  return process;
}

SandboxProcess::~SandboxProcess()
{
  kill();
  ::close(m_stream);
  ::close(m_complaints);
}

void SandboxProcess::kill()
{
  if (m_pid == 0)
    return;
  // The group is bubblewrap outside and inside; with the one inside, all processes of the fence end.
  ::kill(static_cast<pid_t>(-m_pid), SIGKILL);
  while (::waitpid(static_cast<pid_t>(m_pid), nullptr, 0) < 0 && errno == EINTR) {
  }
  m_pid = 0;
}

Result<Unit> SandboxProcess::send(const QByteArray& frame, Clock::time_point deadline)
{
  QByteArray bytes(4, Qt::Uninitialized);
  qToBigEndian(static_cast<quint32>(frame.size()), bytes.data());
  bytes += frame;
  qsizetype at = 0;
  while (at < bytes.size()) {
    SCRIPTORIUM_TRY(await(m_stream, POLLOUT, deadline));
    const auto sent = ::send(m_stream, bytes.constData() + at, static_cast<size_t>(bytes.size() - at),
                             MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0)
      at += sent;
    else if (errno != EINTR && errno != EAGAIN)
      return ioError(u"the request could not be sent"_s);
  }
  return Unit{};
}

Result<QByteArray> SandboxProcess::receive(qsizetype most, Clock::time_point deadline)
{
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray head, receiveExactly(m_stream, 4, deadline));
  const auto size = qFromBigEndian<quint32>(head.constData());
  if (size > static_cast<quint64>(most))
    return Error{Error::Kind::Io, u"sandbox"_s, u"the reply is too long"_s};
  return receiveExactly(m_stream, static_cast<qsizetype>(size), deadline);
}

bool SandboxProcess::isListening() const
{
  pollfd waiting{m_stream, POLLIN, 0};
  return m_pid != 0 && ::poll(&waiting, 1, 0) == 0;
}

QString SandboxProcess::complaints() const
{
  QByteArray text(kMostComplaints, Qt::Uninitialized);
  const auto got = ::pread(m_complaints, text.data(), static_cast<size_t>(text.size()), 0);
  text.truncate(std::max<qsizetype>(got, 0));
  return QString::fromUtf8(text).trimmed();
}

} // namespace scriptorium::capa
