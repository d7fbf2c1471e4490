#include "app/cli/output.h"

#include "app/cli/exitcodes.h"
#include "app/cli/terminal.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

void write(FILE* file, QByteArrayView bytes)
{
  std::fwrite(bytes.data(), 1, static_cast<size_t>(bytes.size()), file);
}

} // namespace

Output::Output(Mode mode) : m_mode(std::move(mode)) {}

void Output::result(const QJsonObject& object, const QString& text)
{
  const std::lock_guard lock(m_mutex);
  clearProgress();
  if (m_mode.isJson)
    write(stdout, QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
  else if (!text.isEmpty())
    write(stdout, text.toUtf8() + '\n');
  std::fflush(stdout);
}

void Output::raw(QByteArrayView bytes)
{
  const std::lock_guard lock(m_mutex);
  clearProgress();
  write(stdout, bytes);
  std::fflush(stdout);
}

void Output::message(const QString& text)
{
  if (m_mode.isQuiet || m_mode.isJson)
    return;
  const std::lock_guard lock(m_mutex);
  clearProgress();
  write(stderr, text.toUtf8() + '\n');
}

void Output::error(const Error& error)
{
  const std::lock_guard lock(m_mutex);
  clearProgress();
  write(stderr, m_mode.program.toUtf8() + ": " + printable(error.toString()).toUtf8() + '\n');
  if (!m_mode.isJson)
    return;
  write(stdout,
        QJsonDocument(QJsonObject{{u"error"_s, toJson(error)}}).toJson(QJsonDocument::Compact) + '\n');
  std::fflush(stdout);
}

Progress::Show Output::progressLine()
{
  if (m_mode.isQuiet || m_mode.isJson || !isErrorOutputATerminal())
    return {};
  return [this](const QString& step, qint64 done, qint64 total) {
    const std::lock_guard lock(m_mutex);
    QString line = step;
    if (total > 0)
      line += u" %1 %"_s.arg(done * 100 / total);
    else if (done > 0)
      line += u" %1"_s.arg(done);
    const auto width = line.size();
    write(stderr, u"\r%1"_s.arg(line.leftJustified(m_shown)).toUtf8());
    m_shown = width;
  };
}

void Output::clearProgress()
{
  if (m_shown > 0)
    write(stderr, "\r" + QByteArray(m_shown, ' ') + "\r");
  m_shown = 0;
}

int wrongUsage(Output& output, const QString& sentence)
{
  output.error({Error::Kind::BadInput, {}, sentence});
  return kUsage;
}

QJsonObject toJson(const Error& error)
{
  QJsonObject object{{u"kind"_s, QString(kindName(error.kind))},
                     {u"where"_s, error.where},
                     {u"detail"_s, error.detail},
                     {u"line"_s, error.line},
                     {u"exit"_s, static_cast<int>(exitCode(error.kind))}};
  if (!error.reason.isEmpty())
    object.insert(u"reason"_s, QString(error.reason));
  if (!error.items.isEmpty())
    object.insert(u"items"_s, QJsonArray::fromStringList(error.items));
  return object;
}

QString printable(const QString& text)
{
  QString result;
  result.reserve(text.size());
  for (const QChar c : text) {
    const bool isLineOrTab = c == u'\n' || c == u'\t';
    const bool isHostile = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
    if (isHostile && !isLineOrTab)
      result += u"\\u%1"_s.arg(static_cast<uint>(c.unicode()), 4, 16, QLatin1Char('0'));
    else
      result += c;
  }
  return result;
}

QString printableName(QString name)
{
  return printable(name.replace(u'\n', u"\\n"_s).replace(u'\t', u"\\t"_s));
}

} // namespace scriptorium::cli
