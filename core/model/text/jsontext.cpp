#include "model/text/jsontext.h"

#include "model/text/json.h"
#include "model/text/jsonevents.h"

#include <algorithm>

namespace scriptorium {
namespace {

template <typename Char>
int depthOf(const Char* at, const Char* end)
{
  int depth = 0;
  int deepest = 0;
  bool inString = false;
  for (; at != end; ++at) {
    if (inString) {
      if (*at == '\\' && at + 1 != end)
        ++at;
      else if (*at == '"')
        inString = false;
    } else if (*at == '"') {
      inString = true;
    } else if (*at == '[' || *at == '{') {
      deepest = std::max(deepest, ++depth);
    } else if (*at == ']' || *at == '}') {
      --depth;
    }
  }
  return deepest;
}

} // namespace

int jsonDepth(QStringView json)
{
  return depthOf(json.utf16(), json.utf16() + json.size());
}

int jsonDepth(QByteArrayView utf8)
{
  return depthOf(utf8.data(), utf8.data() + utf8.size());
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
