#include "model/text/jsonfault.h"

#include "model/text/jsonevents.h"
#include "model/text/jsontext.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// The library's words without its own names: "[json.exception…] parse error at line 1, column 2: syntax
/// error while parsing value - invalid literal; last read: 'x'; expected …".
QString reasonOf(const QString& what)
{
  const qsizetype dash = what.indexOf(" - "_L1);
  if (dash < 0)
    return what.section(u": "_s, -1);
  QString reason = what.sliced(dash + 3);
  return reason.replace(u"; expected"_s, u", expected"_s).replace(u"; last read: "_s, u" at "_s);
}

/// "[json.exception…] number overflow parsing '1e999'", which may be very long.
QString beyondNumbers(const QString& what)
{
  constexpr qsizetype kShown = 30;
  const QString number = what.section(u'\'', 1, 1);
  return u"the number %1 is beyond what can be counted with"_s.arg(
      number.size() > kShown ? number.first(kShown) + u"…"_s : number);
}

JsonFault faultAt(QByteArrayView text, qsizetype byte, const QString& reason)
{
  const QByteArrayView before = text.first(std::min(byte - 1, text.size()));
  const auto lines = std::ranges::count(before, '\n');
  const auto isCharacter = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  const auto column = std::ranges::count_if(before.sliced(before.lastIndexOf('\n') + 1), isCharacter);
  return {static_cast<int>(lines) + 1, static_cast<int>(column) + 1, reason};
}

class FaultFinder : public JsonEvents
{
public:
  explicit FaultFinder(QByteArrayView text) : m_text(text) {}
  void fault(qsizetype byte, const QString& what) override
  {
    found =
        byte > 0 ? faultAt(m_text, byte, reasonOf(what)) : JsonFault{line(), 1, beyondNumbers(what), true};
  }

  std::optional<JsonFault> found;

private:
  QByteArrayView m_text;
};

} // namespace

QString JsonFault::sentence() const
{
  return u"It is not valid JSON at line %1, column %2: %3."_s.arg(line).arg(column).arg(reason);
}

std::optional<JsonFault> jsonFault(const QString& text)
{
  if (jsonDepth(text) > kMaxJsonDepth)
    return JsonFault{1, 1, u"it nests deeper than %1 levels"_s.arg(kMaxJsonDepth)};
  const QByteArray utf8 = text.toUtf8();
  FaultFinder finder(utf8);
  readJson(utf8, finder);
  return finder.found;
}

} // namespace scriptorium
