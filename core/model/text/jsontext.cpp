#include "model/text/jsontext.h"

#include "model/text/json.h"
#include "model/text/jsonevents.h"

#include <algorithm>

namespace scriptorium {
namespace {

template <typename Text>
int depthOf(Text json)
{
  int depth = 0;
  int deepest = 0;
  bool inString = false;
  for (qsizetype i = 0; i < json.size(); ++i) {
    const auto c = json[i];
    if (inString) {
      if (c == u'\\')
        ++i;
      else if (c == u'"')
        inString = false;
    } else if (c == u'"') {
      inString = true;
    } else if (c == u'[' || c == u'{') {
      deepest = std::max(deepest, ++depth);
    } else if (c == u']' || c == u'}') {
      --depth;
    }
  }
  return deepest;
}

} // namespace

int jsonDepth(QStringView json)
{
  return depthOf(json);
}

int jsonDepth(QByteArrayView utf8)
{
  return depthOf(utf8);
}

bool isJson(const QString& text)
{
  JsonEvents nobody;
  return jsonDepth(text) <= kMaxJsonDepth && readJson(text.toUtf8(), nobody);
}

QString jsonString(const QString& text)
{
  return Json(text).toString();
}

} // namespace scriptorium
