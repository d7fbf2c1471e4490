#include "program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QThread>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::testing {
namespace {

Program::Run finished(QProcess& process)
{
  process.waitForFinished(120'000);
  Program::Run run;
  run.wasKilled = process.exitStatus() == QProcess::CrashExit;
  run.exitCode = run.wasKilled ? -1 : process.exitCode();
  run.out = process.readAllStandardOutput();
  run.err = process.readAllStandardError();
  return run;
}

} // namespace

QList<QJsonObject> Program::Run::objects() const
{
  QList<QJsonObject> all;
  for (const auto& line : out.split('\n'))
    if (!line.trimmed().isEmpty())
      all.append(QJsonDocument::fromJson(line).object());
  return all;
}

QString Program::path()
{
  return programFolder() + u"/scriptorium-cli"_s;
}

Program::Run Program::run(const QStringList& arguments, const QMap<QString, QString>& environment) const
{
  QProcess process;
  auto variables = QProcessEnvironment::systemEnvironment();
  for (auto it = environment.cbegin(); it != environment.cend(); ++it)
    variables.insert(it.key(), it.value());
  process.setProcessEnvironment(variables);
  process.start(path(), arguments + QStringList{u"--store"_s, m_store, u"--json"_s});
  return finished(process);
}

Program::Run Program::runUnder(const QStringList& wrapper, const QStringList& arguments) const
{
  QProcess process;
  process.start(wrapper.first(), wrapper.mid(1) + QStringList{path()} + arguments +
                                     QStringList{u"--store"_s, m_store, u"--json"_s});
  return finished(process);
}

Program::Run Program::runAndKill(const QStringList& arguments, int microseconds) const
{
  QProcess process;
  process.start(path(), arguments + QStringList{u"--store"_s, m_store, u"--json"_s});
  process.waitForStarted();
  QThread::usleep(static_cast<unsigned long>(microseconds));
  process.kill();
  return finished(process);
}

std::optional<QString> Program::title(const QString& block) const
{
  const auto courses = run({u"list"_s}).objects();
  if (courses.size() != 1)
    return std::nullopt;
  const auto shown = run({u"show"_s, courses.first()[u"id"_s].toString(), block}).objects();
  if (shown.size() != 1 || shown.first().contains(u"error"_s))
    return std::nullopt;
  return shown.first()[u"title"_s].toString();
}

bool Program::isWhole(QByteArray* why) const
{
  const auto checked = run({u"doctor"_s});
  *why = checked.out + checked.err;
  return checked.exitCode == 0;
}

} // namespace scriptorium::testing
