#include "model/text/jsontext.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace scriptorium {

int jsonDepth(QStringView json)
{
  int depth = 0;
  int deepest = 0;
  bool inString = false;
  for (qsizetype i = 0; i < json.size(); ++i) {
    const QChar c = json[i];
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

bool isJson(const QString& text)
{
  return jsonDepth(text) <= kMaxJsonDepth && nlohmann::json::accept(text.toStdString());
}

QString jsonString(const QString& text)
{
  return QString::fromStdString(nlohmann::json(text.toStdString()).dump());
}

} // namespace scriptorium
