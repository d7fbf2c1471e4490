#include "model/text/json.h"
#include "model/text/jsonevents.h"
#include "olx/write/coursewriter.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

constexpr int kIndent = 4;

/// Watches for numbers that would change: integers too long for 64 bits are read as floating point.
class NumberWatch : public JsonEvents
{
public:
  bool number(double, QByteArrayView written) override
  {
    isExact =
        isExact && std::ranges::any_of(written, [](char c) { return c == '.' || c == 'e' || c == 'E'; });
    return true;
  }

  bool isExact = true;
};

} // namespace

Result<QByteArray> studioJson(QByteArrayView json)
{
  NumberWatch watch;
  const bool isRead = readJson(json, watch);
  if (isRead && !watch.isExact)
    return Error{Error::Kind::BadInput, {}, u"The JSON holds a number that is too long to be kept."_s};
  auto sorted = isRead ? sortedJson(json, kIndent, Json::Letters::Ascii) : std::nullopt;
  if (!sorted)
    return Error{Error::Kind::BadInput, {}, u"This is not valid JSON."_s};
  return *std::move(sorted);
}

QByteArray studioJson(const Json& json)
{
  return json.toSorted(kIndent);
}

} // namespace scriptorium::olx
