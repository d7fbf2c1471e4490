#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "base/atomicfile.h"
#include "cases/caserunner.h"
#include "grading/scripts/sandboxrunner.h"

#include <QDir>

#include <iostream>
#include <map>
#include <string>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

/// A sandbox for every Python library that the cases name, and one for the last case with modules of its own.
class Sandboxes
{
public:
  Sandboxes(QString folder, Output& output) : m_folder(std::move(folder)), m_output(output) {}

  capa::ScriptRunner* runnerFor(const capa::CaseRunner::CourseCode& code)
  {
    const QString& library = code.library;
    const bool isOfCase = !code.files.isEmpty();
    if (isOfCase && (m_files != code.files || m_library != library)) {
      m_ofCase.reset();
      m_files = code.files;
      m_library = library;
    }
    auto& runner = isOfCase ? m_ofCase : m_runners[library];
    if (!runner) {
      capa::SandboxOptions options;
      options.courseFiles = code.files;
      if (!library.isEmpty()) {
        const QString path = QDir(m_folder).absoluteFilePath(library);
        if (const auto zip = readFile(path))
          options.courseFiles.insert(u"python_lib.zip"_s, *zip);
        else
          m_output.message(
              u"The Python library %1 cannot be read (%2); its cases are graded without it."_s.arg(
                  path, zip.error().detail));
      }
      runner = std::make_unique<capa::SandboxRunner>(options);
    }
    return runner.get();
  }

private:
  QString m_folder;
  Output& m_output;
  std::map<QString, std::unique_ptr<capa::SandboxRunner>> m_runners;
  std::unique_ptr<capa::SandboxRunner> m_ofCase;
  QMap<QString, QByteArray> m_files; ///< of `m_ofCase`
  QString m_library;
};

Result<int> grade(Invocation& invocation)
{
  if (!invocation.has(u"cases"_s))
    return Error{Error::Kind::BadInput,
                 {},
                 u"Say --cases and give the cases on standard input, one JSON object a line."_s};
  Sandboxes sandboxes(invocation.options.value(u"files"_s, u"."_s), invocation.output);
  capa::CaseRunner runner([&](const auto& code) { return sandboxes.runnerFor(code); });
  std::string line;
  while (std::getline(std::cin, line)) {
    SCRIPTORIUM_TRY(invocation.progress.report(0, 0));
    if (line.find_first_not_of(" \t\r") == std::string::npos)
      continue;
    invocation.output.raw(runner.answer(QByteArray::fromStdString(line)) + '\n');
  }
  return kDone;
}

} // namespace

Command gradeCommand()
{
  return {
      .name = u"grade"_s,
      .summary = u"Grades problems that are given as JSON lines, as the LMS would."_s,
      .help =
          u"Reads one case a line from standard input (format capa-cases/1: a kind, a problem's XML, a seed, "
          "answers) and writes one result a line, in the same order: what the problem shows, its points, "
          "correctness, messages and errors in the LMS's words, those of xblocks-contrib 0.16.1."_s,
      .example = u"scriptorium-cli grade --cases < cases.jsonl"_s,
      .options = {{u"cases"_s, {}, u"cases on standard input, one JSON object a line"_s},
                  {u"files"_s, u"DIR"_s,
                   u"the folder below which cases name their Python libraries (default: the current one)"_s}},
      .run = grade};
}

} // namespace scriptorium::cli
