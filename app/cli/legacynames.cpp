#include "app/cli/legacynames.h"

#include "app/cli/nextcommand.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {

Option namesChoice()
{
  QStringList names;
  for (const NameEncoding encoding : legacyEncodings())
    names.append(encodingName(encoding));
  return {u"names"_s, u"ENCODING"_s,
          u"how file names that are not UTF-8 are read (%1); exports give them their bytes again"_s.arg(
              names.join(u", "_s)),
          names};
}

Result<NameEncoding> namesOption(const Invocation& invocation)
{
  if (!invocation.has(u"names"_s))
    return NameEncoding::Utf8;
  if (const auto encoding = nameEncoding(invocation.options.value(u"names"_s)))
    return *encoding;
  return Error{Error::Kind::BadInput, u"--names"_s,
               u"Say one of %1."_s.arg(namesChoice().choices.join(u", "_s))};
}

Error withNames(const Invocation& invocation, const QString& command, const QString& path, const Error& error)
{
  Error result = error;
  if (error.reason != "name-encoding"_L1)
    return result;
  for (qsizetype i = 0; i + 1 < error.items.size(); i += 2)
    result.detail += u"\nTo read it as “%1”:\n  %2"_s.arg(
        error.items[i + 1], nextCommand(invocation, command, {path}, {u"--names=%1"_s.arg(error.items[i])}));
  return result;
}

} // namespace scriptorium::cli
