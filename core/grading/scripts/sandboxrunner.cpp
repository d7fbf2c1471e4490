#include "grading/scripts/sandboxrunner.h"

#include "grading/scripts/answermemory.h"
#include "grading/scripts/jailtext.h"
#include "grading/scripts/seccompfilter.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QtEndian>

#include <cmath>
#include <csignal>

using namespace Qt::Literals::StringLiterals;

static void loadPythonResources()
{
  Q_INIT_RESOURCE(scriptorium_python);
}

namespace scriptorium::capa {

namespace {

constexpr std::chrono::seconds kStartTime(20);
constexpr std::chrono::seconds
    kGrace(8); ///< on a busy machine, for the warm process to say that a script took too long
constexpr qsizetype kMostHeader = 4096;
constexpr qsizetype kMostRequest = 64 << 20;
constexpr qsizetype kReadAhead = 1 << 17; ///< by how much the warm process may overrun a limit
const QString kPlace = u"/scriptorium"_s;

/// The Python files of the program, by their place inside.
QMap<QString, QByteArray> ownFiles()
{
  loadPythonResources();
  const QString root = u":/scriptorium/python"_s;
  QMap<QString, QByteArray> files;
  QDirIterator found(root, QDir::Files, QDirIterator::Subdirectories);
  while (found.hasNext()) {
    QFile file(found.next());
    if (file.open(QIODevice::ReadOnly))
      files.insert(kPlace + file.fileName().mid(root.size()), file.readAll());
  }
  return files;
}

QStringList pathsOf(const QMap<QString, QByteArray>& courseFiles)
{
  QStringList paths;
  for (auto it = courseFiles.cbegin(); it != courseFiles.cend(); ++it) {
    const QString first = it.key().section(u'/', 0, 0);
    if (!paths.contains(first))
      paths.append(first);
  }
  return paths;
}

/// A course names its files; names that lead elsewhere, or that no disk can hold, are left out.
bool isPlainPath(const QString& path)
{
  constexpr qsizetype kMostPart = 255;
  constexpr qsizetype kMostPath = 3000;
  const auto parts = path.split(u'/');
  return path.toUtf8().size() <= kMostPath && !path.contains(QChar(u'\0')) &&
         std::none_of(parts.begin(), parts.end(), [](const QString& part) {
           return part.isEmpty() || part == u"." || part == u".." || part.toUtf8().size() > kMostPart;
         });
}

QByteArray settingsOf(const SandboxOptions& options)
{
  PyList paths;
  for (const auto& path : pathsOf(options.courseFiles))
    paths.append(PyValue(path));
  const auto& limits = options.limits;
  return PyValue(PyDict{{u"course"_s, PyValue(paths)},
                        {u"cpuSeconds"_s, PyValue(static_cast<qint64>(limits.cpu.count()))},
                        {u"wallSeconds"_s, PyValue(static_cast<double>(limits.wall.count()) / 1000.0)},
                        {u"memoryBytes"_s, PyValue(limits.memoryBytes)},
                        {u"fileBytes"_s, PyValue(limits.fileBytes)},
                        {u"outputBytes"_s, PyValue(limits.outputBytes)},
                        {u"replyBytes"_s, PyValue(limits.replyBytes)}})
      .toJson();
}

Error noSandbox(const QString& why, const QString& remedy)
{
  return {Error::Kind::Denied, u"Python"_s,
          u"This problem runs Python, which is not possible here: "_s + why + u' ' + remedy};
}

/// What bubblewrap or the interpreter said, in terms of what to do about it.
Error explained(const QString& complaints)
{
  const QString said = complaints.section(u'\n', 0, 0);
  if (complaints.contains(u"execvp"_s))
    return noSandbox(u"there is no Python 3 in the sandbox (%1)."_s.arg(said),
                     u"Install the package python3."_s);
  if (complaints.contains(u"Traceback"_s))
    return noSandbox(u"Python did not start (%1)."_s.arg(complaints.section(u'\n', -1)),
                     u"Install the packages python3, python3-six and python3-numpy."_s);
  return noSandbox(u"the system does not let programs build a sandbox (%1)."_s.arg(
                       said.isEmpty() ? u"bubblewrap ended without a word"_s : said),
                   u"Allow unprivileged user namespaces for bubblewrap: on Ubuntu with the AppArmor profile "
                   "bwrap-userns-restrict, elsewhere with sysctl kernel.unprivileged_userns_clone=1."_s);
}

/// What is wrong with the fence as seen from inside; empty when it stands.
QString holeIn(const PyValue& fence)
{
  const auto isSet = [&](QStringView name) {
    const PyValue* value = fence.at(name);
    return value == nullptr || value->isTrue();
  };
  if (const PyValue* filtered = fence.at(u"filtered"); filtered == nullptr || !filtered->isTrue())
    return u"system calls are not filtered"_s;
  if (isSet(u"capable"))
    return u"it has privileges"_s;
  if (isSet(u"networked"))
    return u"it reaches the network"_s;
  if (isSet(u"writable"))
    return u"it can change files of the system"_s;
  if (isSet(u"sees"))
    return u"it sees other files"_s;
  return {};
}

ScriptAnswer unavailable(const QString& message)
{
  return {ScriptAnswer::Kind::Unavailable, {}, message};
}

/// What the warm process reads: the number of the series, and the request.
QByteArray inSeries(quint64 series, const QByteArray& frame)
{
  QByteArray bytes(sizeof(series), Qt::Uninitialized);
  qToBigEndian(series, bytes.data());
  return bytes + frame;
}

} // namespace

SandboxRunner::SandboxRunner(SandboxOptions options, std::shared_ptr<AnswerMemory> memory)
    : m_options(std::move(options)), m_memory(memory ? std::move(memory) : std::make_shared<AnswerMemory>())
{
  for (auto it = m_options.courseFiles.begin(); it != m_options.courseFiles.end();)
    it = isPlainPath(it.key()) ? std::next(it) : m_options.courseFiles.erase(it);
  start();
}

SandboxRunner::~SandboxRunner() = default;

void SandboxRunner::start()
{
  m_process.reset();
  m_facts.reset();
  m_failure.reset();
  m_isFinal = true;
  m_startedAt = SandboxProcess::Clock::now();
  SandboxProgram program;
  program.bubblewrap =
      m_options.bubblewrap.isEmpty() ? QStandardPaths::findExecutable(u"bwrap"_s) : m_options.bubblewrap;
  if (program.bubblewrap.isEmpty() || !QFileInfo(program.bubblewrap).isExecutable()) {
    m_failure = noSandbox(u"the program that fences it in, bubblewrap, is not installed."_s,
                          u"Install the package bubblewrap."_s);
    return;
  }
  const auto outer = workerFilter();
  const auto inner = scriptFilter();
  if (!outer || !inner) {
    m_failure =
        noSandbox(u"this system cannot filter system calls."_s, u"A kernel with seccomp is needed."_s);
    return;
  }
  program.command = {m_options.python, u"-I"_s, u"-B"_s, kPlace + u"/worker.py"_s};
  program.filter = *outer;
  program.files = ownFiles();
  program.files.insert(kPlace + u"/child.bpf"_s, *inner);
  program.files.insert(kPlace + u"/settings.json"_s, settingsOf(m_options));
  for (auto it = m_options.courseFiles.cbegin(); it != m_options.courseFiles.cend(); ++it)
    program.files.insert(u"/course/"_s + it.key(), it.value());
  auto process = SandboxProcess::start(program);
  if (!process)
    m_failure = noSandbox(process.error().detail, {});
  else
    m_process = *std::move(process);
}

Result<Unit> SandboxRunner::becomeReady()
{
  const bool isGone = m_process && m_facts && !m_process->isListening();
  if (isGone || (!m_process && m_failure && !m_isFinal))
    start();
  if (m_process && !m_facts)
    m_failure = readHello();
  if (m_failure && !m_isFinal && m_failure->kind == Error::Kind::Denied) { // killed while it started?
    start();
    if (m_process)
      m_failure = readHello();
  }
  if (!m_failure)
    return Unit{};
  m_process.reset();
  return *m_failure;
}

std::optional<Error> SandboxRunner::readHello()
{
  const auto hello = m_process->receive(kMostHeader, m_startedAt + kStartTime);
  if (!hello) {
    m_isFinal = false;
    if (hello.error().kind == Error::Kind::Cancelled)
      return Error{Error::Kind::Io, u"Python"_s, u"Python took too long to start. Try again."_s};
    const QString complaints = m_process->complaints();
    m_isFinal = !complaints.isEmpty(); // an end without a word may have had any cause
    return explained(complaints);
  }
  const auto facts = PyValue::fromJson(*hello);
  const PyValue* fence = facts ? facts->at(u"fence") : nullptr;
  const QString hole = fence != nullptr ? holeIn(*fence) : u"it does not tell"_s;
  if (!hole.isEmpty())
    return noSandbox(u"the sandbox does not hold: "_s + hole + u'.', {});
  m_facts.emplace();
  if (const PyValue* python = facts->at(u"python"))
    m_facts->python = python->str();
  const PyValue* missing = facts->at(u"missing");
  const PyList names = missing != nullptr && missing->list() != nullptr ? *missing->list() : PyList();
  for (const auto& name : names)
    m_facts->missing.append(name.str());
  return std::nullopt;
}

Result<SandboxFacts> SandboxRunner::probe()
{
  SCRIPTORIUM_TRY(becomeReady());
  return *m_facts;
}

ScriptAnswer SandboxRunner::run(const ScriptRequest& request)
{
  const QByteArray frame = frameOf(request);
  if (frame.size() > kMostRequest)
    return unavailable(u"What this problem gives to its script is too large."_s);
  if (!request.mayRepeat)
    return runOnce(inSeries(request.series, frame));
  if (auto known = m_memory->recall(frame))
    return *std::move(known);
  auto answer = runOnce(inSeries(request.series, frame));
  if (answer.kind != ScriptAnswer::Kind::Unavailable)
    m_memory->keep(frame, answer);
  return answer;
}

ScriptAnswer SandboxRunner::runOnce(const QByteArray& frame)
{
  if (const auto ready = becomeReady(); !ready)
    return unavailable(ready.error().detail);
  auto answer = exchange(frame);
  if (answer.kind == ScriptAnswer::Kind::Unavailable)
    start(); // in the background, for the next request
  return answer;
}

ScriptAnswer SandboxRunner::exchange(const QByteArray& request)
{
  const auto ended = [] {
    return unavailable(u"The Python process ended before it had graded this answer. Nothing was counted; "
                       "submit it again."_s);
  };
  const auto deadline = SandboxProcess::Clock::now() + m_options.limits.wall + kGrace;
  if (!m_process->send(request, deadline))
    return ended();
  const auto header = m_process->receive(kMostHeader, deadline);
  if (!header)
    return ended();
  const auto output = m_process->receive(m_options.limits.replyBytes + kReadAhead, deadline);
  if (!output)
    return ended();
  const auto errors = m_process->receive(m_options.limits.outputBytes + kReadAhead, deadline);
  const auto said = PyValue::fromJson(*header);
  const PyValue* status = said ? said->at(u"status") : nullptr;
  const auto code = status != nullptr ? status->toInt() : std::nullopt;
  if (!errors || !code)
    return ended();
  if (const PyValue* last = said->at(u"last"); last != nullptr && last->isTrue())
    start(); // this one leaves
  return jailAnswer(static_cast<int>(*code), *output, *errors);
}

} // namespace scriptorium::capa
