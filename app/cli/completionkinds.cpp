#include "app/cli/completionkinds.h"

#include <QHash>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {

Kind kindOf(const QString& text)
{
  QString placeholder = text;
  placeholder.remove(u'[').remove(u']').remove(u"..."_s);
  if (placeholder.contains(u'|'))
    return placeholder.replace(u'|', u' ');
  static const QHash<QString, Kind> known{{u"COURSE"_s, u"course"_s}, {u"PATH"_s, u"file"_s},
                                          {u"FILE"_s, u"file"_s},     {u"DIR"_s, u"file"_s},
                                          {u"A"_s, u"any"_s},         {u"B"_s, u"any"_s},
                                          {u"BASE"_s, u"any"_s},      {u"OURS"_s, u"any"_s},
                                          {u"THEIRS"_s, u"any"_s},    {u"SHELL"_s, u"bash zsh fish"_s}};
  return known.value(placeholder, u"none"_s);
}

Kind kindOf(const Option& option)
{
  return option.choices.isEmpty() ? kindOf(option.value) : option.choices.join(u' ');
}

QStringList places(const Command& command)
{
  QStringList kinds;
  for (const auto& placeholder : command.arguments.split(u' ', Qt::SkipEmptyParts)) {
    if (placeholder.startsWith(u"--"))
      break;
    kinds.append(kindOf(placeholder) + (placeholder.endsWith(u"...") ? u"..."_s : QString()));
  }
  return kinds;
}

QString namesOf(const QList<Option>& options)
{
  QString text;
  for (const auto& option : options)
    text += (text.isEmpty() ? u"--"_s : u" --"_s) + option.name;
  return text;
}

QString zshAction(const Kind& kind)
{
  static const QHash<Kind, QString> actions{{u"course"_s, u"_scriptorium_cli_courses"_s},
                                            {u"file"_s, u"_files"_s},
                                            {u"any"_s, u"_scriptorium_cli_courses_or_files"_s},
                                            {u"none"_s, u" "_s}};
  return actions.value(kind, u'(' + kind + u')');
}

QString zshQuoted(QString text)
{
  return text.replace(u"'"_s, u"'\\''"_s).replace(u":"_s, u"\\:"_s);
}

QString fishQuoted(QString text)
{
  return u'\'' + text.replace(u"\\"_s, u"\\\\"_s).replace(u"'"_s, u"\\'"_s) + u'\'';
}

QString fishProposals(const Kind& kind)
{
  static const QHash<Kind, QString> proposals{{u"course"_s, u" -f -a '(__scriptorium_cli_courses)'"_s},
                                              {u"file"_s, u" -F"_s},
                                              {u"any"_s, u" -F -a '(__scriptorium_cli_courses)'"_s},
                                              {u"none"_s, u" -f"_s}};
  return proposals.value(kind, u" -f -a '%1'"_s.arg(kind));
}

} // namespace scriptorium::cli
