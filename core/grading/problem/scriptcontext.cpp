#include "grading/problem/scriptcontext.h"

#include "grading/problem/problem.h"
#include "grading/scripts/scriptrunner.h"

#include <QDir>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

bool isPython(const Element& script)
{
  const QString type = script.attribute(u"type");
  return !type.contains("javascript"_L1) && !type.contains("perl"_L1);
}

/// Entities that were escaped twice.
QString unescaped(QString code)
{
  if (!code.contains(u'&'))
    return code;
  return code.replace("&apos;"_L1, "'"_L1)
      .replace("&quot;"_L1, R"(")"_L1)
      .replace("&gt;"_L1, ">"_L1)
      .replace("&lt;"_L1, "<"_L1)
      .replace("&amp;"_L1, "&"_L1);
}

/// Error texts are escaped for the page when they enter a message.
QString escapedForPage(QString text)
{
  return text.replace(u'&', "&amp;"_L1)
      .replace(u'<', "&lt;"_L1)
      .replace(u'>', "&gt;"_L1)
      .replace(u'\'', "&#39;"_L1)
      .replace(u'"', "&#34;"_L1);
}

Outcome<Unit> run(const Problem& problem, ScriptContext& context)
{
  ScriptRunner* runner = problem.surroundings().scripts;
  if (!runner)
    return otherError(u"SandboxUnavailable"_s,
                      u"This problem has a script, and no sandbox is there to run it."_s);
  ScriptRequest request;
  request.code = context.code;
  request.globals = context.names;
  request.seed = problem.seed();
  request.name = problem.id();
  request.mayRepeat = true;
  request.folders = scriptFolders(problem);
  const ScriptAnswer answer = runner->run(request);
  switch (answer.kind) {
  case ScriptAnswer::Kind::Done:
    setEntries(context.names, answer.globals);
    return Unit{};
  case ScriptAnswer::Kind::Raised:
    return problemError(u"Error while executing script code: "_s + escapedForPage(answer.message));
  case ScriptAnswer::Kind::Unavailable:
    break;
  }
  return otherError(u"SandboxUnavailable"_s, answer.message);
}

} // namespace

QStringList scriptFolders(const Problem& problem)
{
  QStringList folders;
  for (const Element* script : problem.root().descendants(u"script")) {
    if (!isPython(*script) || !script->has(u"system_path"))
      continue;
    for (const QString& named : script->attribute(u"system_path").split(u':', Qt::SkipEmptyParts)) {
      const QString folder = QDir::cleanPath(named);
      const bool isInside = !QDir::isAbsolutePath(folder) && !folder.startsWith(".."_L1) && folder != "."_L1;
      if (isInside && !folders.contains(folder))
        folders.append(folder);
    }
  }
  return folders;
}

Outcome<ScriptContext> scriptContext(const Problem& problem)
{
  ScriptContext context;
  context.names = {{u"seed"_s, PyValue(problem.seed())},
                   {u"anonymous_student_id"_s, problem.surroundings().anonymousStudentId}};
  for (const Element* script : problem.root().descendants(u"script")) {
    if (!isPython(*script))
      continue;
    if (script->text.isEmpty())
      return otherError(u"AttributeError"_s, u"'NoneType' object has no attribute 'replace'"_s);
    context.code += unescaped(script->text);
  }
  if (!context.code.isEmpty())
    SCRIPTORIUM_TRY(run(problem, context));
  setEntry(context.names, u"script_code"_s, context.code);
  setEntry(context.names, u"python_path"_s, PyList());
  setEntry(context.names, u"extra_files"_s, PyValue());
  return context;
}

} // namespace scriptorium::capa
