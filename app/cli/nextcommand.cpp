#include "app/cli/nextcommand.h"

#include "app/cli/command.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

bool isPlain(QChar c)
{
  return (c.unicode() < 128 && c.isLetterOrNumber()) || u"-_./:+@%,="_s.contains(c);
}

bool isUnseen(QChar c)
{
  return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
}

/// $'…', with what cannot be seen as octal bytes of its UTF-8.
QString escaped(const QString& text)
{
  QString word = u"$'"_s;
  for (const QChar c : text) {
    if (!isUnseen(c)) {
      word += c == u'\'' || c == u'\\' ? u"\\"_s + c : QString(c);
      continue;
    }
    for (const char byte : QString(c).toUtf8())
      word += u"\\%1"_s.arg(static_cast<uint>(static_cast<unsigned char>(byte)), 3, 8, QLatin1Char('0'));
  }
  return word + u'\'';
}

} // namespace

QString shellWord(const QString& text)
{
  if (!text.isEmpty() && std::ranges::all_of(text, isPlain))
    return text;
  if (std::ranges::any_of(text, isUnseen))
    return escaped(text);
  return u'\'' + QString(text).replace(u"'"_s, u"'\\''"_s) + u'\'';
}

QString nextCommand(const Invocation& invocation, const QString& command, const QStringList& arguments,
                    const QStringList& options)
{
  QStringList words{u"scriptorium-cli"_s};
  if (invocation.has(u"store"_s))
    words += {u"--store"_s, shellWord(invocation.storePath)};
  words.append(command);
  for (const QString& option : options)
    words.append(shellWord(option));
  // The program itself would take such a name for an option.
  if (std::ranges::any_of(arguments,
                          [](const QString& name) { return name.startsWith(u'-') && name != "-"_L1; }))
    words.append(u"--"_s);
  for (const QString& argument : arguments)
    words.append(shellWord(argument));
  return words.join(u' ');
}

} // namespace scriptorium::cli
