#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "app/cli/legacynames.h"
#include "app/cli/memory.h"
#include "app/cli/nextcommand.h"
#include "exchange/import/importcourse.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

QJsonObject findingCounts(const Findings& findings)
{
  const auto count = [&](Finding::Severity severity) {
    return static_cast<qint64>(std::ranges::count(findings, severity, &Finding::severity));
  };
  return {{u"error"_s, count(Finding::Severity::Error)},
          {u"warning"_s, count(Finding::Severity::Warning)},
          {u"info"_s, count(Finding::Severity::Info)}};
}

QString counted(qint64 number, const QString& what)
{
  return QString::number(number) + u' ' + what + (number == 1 ? QString() : u"s"_s);
}

/// --root and --names again, for a command about the same path.
QStringList readingOptions(const Invocation& invocation)
{
  QStringList options;
  for (const QString& name : {u"root"_s, u"names"_s})
    if (invocation.has(name))
      options.append(u"--%1=%2"_s.arg(name, invocation.options.value(name)));
  return options;
}

/// The error with what to type to get past it.
Error withWayOut(const Invocation& invocation, const QString& path, const Error& error)
{
  Error result = error;
  if (error.reason == "key-taken"_L1)
    result.detail +=
        u" To replace it: "_s + nextCommand(invocation, u"import"_s, {path},
                                            readingOptions(invocation) + QStringList{u"--replace"_s});
  return withNames(invocation, u"import"_s, path, result);
}

void tell(Invocation& invocation, const QString& path, const ImportResult& done)
{
  const QJsonObject counts = findingCounts(done.findings);
  QString text = u"%1: %2 (%3), %4 blocks, %5 files"_s
                     .arg(done.replaced ? u"Replaced"_s : u"Imported"_s, done.course.key, done.course.title)
                     .arg(done.blocks)
                     .arg(done.files);
  if (!done.findings.isEmpty())
    text += u"\n  %1, %2, %3 about how Studio would read it: %4"_s.arg(
        counted(counts[u"error"_s].toInteger(), u"error"_s),
        counted(counts[u"warning"_s].toInteger(), u"warning"_s),
        counted(counts[u"info"_s].toInteger(), u"remark"_s),
        nextCommand(invocation, u"report"_s, {path}, readingOptions(invocation)));
  invocation.output.result({{u"command"_s, u"import"_s},
                            {u"path"_s, path},
                            {u"id"_s, done.course.id},
                            {u"key"_s, done.course.key},
                            {u"title"_s, done.course.title},
                            {u"kind"_s, done.course.kind},
                            {u"blocks"_s, done.blocks},
                            {u"files"_s, done.files},
                            {u"bytes"_s, done.bytes},
                            {u"replaced"_s, done.replaced},
                            {u"findings"_s, counts}},
                           invocation.output.isQuiet() ? QString() : printable(text));
}

Result<ImportOptions> importOptions(const Invocation& invocation)
{
  ImportOptions options;
  options.replace = invocation.has(u"replace"_s);
  options.author = CourseSession::defaultAuthor();
  options.root = invocation.options.value(u"root"_s);
  SCRIPTORIUM_TRY_ASSIGN(options.limits.names, namesOption(invocation));
  // Two imports at a time keep the processors busy without helpers.
  options.ownThread = invocation.arguments.size() == 1;
  if (invocation.has(u"key"_s)) {
    if (invocation.arguments.size() > 1)
      return Error{Error::Kind::BadInput, u"--key"_s, u"A key fits one archive only."_s};
    SCRIPTORIUM_TRY_ASSIGN(options.key, CourseKey::parse(invocation.options.value(u"key"_s)));
  }
  return options;
}

/// Imports every path, two at a time. Each is all or nothing on its own; the first error decides the exit
/// code, and the others go on.
class Batch
{
public:
  Batch(Invocation& invocation, const Workspace& workspace, const ImportOptions& options)
      : m_invocation(invocation), m_workspace(workspace), m_options(options)
  {}

  int run()
  {
    const auto count = static_cast<size_t>(m_invocation.arguments.size());
    std::vector<std::thread> threads;
    for (size_t i = 1; i < std::min<size_t>(2, count); ++i)
      threads.emplace_back([this] { work(); });
    work();
    for (auto& thread : threads)
      thread.join();
    return m_exit;
  }

private:
  void work()
  {
    for (qsizetype i = m_next++; i < m_invocation.arguments.size(); i = m_next++) {
      const QString& path = m_invocation.arguments[i];
      Progress progress(m_invocation.arguments.size() == 1 ? m_invocation.output.progressLine()
                                                           : Progress::Show());
      progress.follow(m_invocation.progress);
      const auto done =
          importCourse(m_workspace, path, m_options, m_invocation.types, m_invocation.clock, progress);
      if (done) {
        tell(m_invocation, path, *done);
        continue;
      }
      m_invocation.output.error(withWayOut(m_invocation, path, done.error().in(path)));
      int expected = kDone;
      m_exit.compare_exchange_strong(expected, exitCode(done.error().kind));
    }
  }

  Invocation& m_invocation;
  const Workspace& m_workspace;
  const ImportOptions& m_options;
  std::atomic<qsizetype> m_next = 0;
  std::atomic<int> m_exit = kDone;
};

Result<int> import(Invocation& invocation)
{
  keepMemoryLow();
  SCRIPTORIUM_TRY_ASSIGN(const ImportOptions options, importOptions(invocation));
  SCRIPTORIUM_TRY_ASSIGN(const Workspace workspace, invocation.workspace());
  return Batch(invocation, workspace, options).run();
}

} // namespace

Command importCommand()
{
  return {.name = u"import"_s,
          .arguments = u"PATH..."_s,
          .summary = u"Stores course or library archives (.tar.gz, .tar, .zip) or folders."_s,
          .help = u"Each import happens whole or not at all; two run at a time. What Studio would lose on "
                  u"import is counted; "
                  "\"report\" tells it in full."_s,
          .example = u"scriptorium-cli import course.tar.gz\n"
                     "scriptorium-cli import course.tar.gz --key course-v1:MyOrg+DemoX+2026"_s,
          .options = {{u"key"_s, u"KEY"_s, u"store it under this key instead of its own"_s},
                      {u"replace"_s,
                       {},
                       u"a stored course of this key becomes what the archive holds (can be undone)"_s},
                      {u"root"_s, u"FOLDER"_s, u"which course of an archive that holds several"_s},
                      namesChoice()},
          .minimumArguments = 1,
          .maximumArguments = -1,
          .run = import};
}

} // namespace scriptorium::cli
