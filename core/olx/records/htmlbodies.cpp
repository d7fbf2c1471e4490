#include "olx/records/htmlbodies.h"

namespace scriptorium::olx {

QByteArray pathOfName(QByteArrayView urlName)
{
  return urlName.toByteArray().replace(':', '/');
}

QByteArrayList htmlBodyPaths(QByteArrayView urlName, QByteArrayView fileName)
{
  const QByteArray beside = "html/" + pathOfName(urlName);
  const QByteArray first = beside.first(beside.lastIndexOf('/') + 1) + fileName.toByteArray() + ".html";
  QByteArrayList paths = {first};
  QByteArray path = first;
  if (path.endsWith(".html.xml"))
    path = path.chopped(9) + ".html";
  if (path.endsWith(".html.html"))
    path.chop(5);
  QByteArrayList old;
  for (; path.contains('/'); path = path.sliced(path.indexOf('/') + 1))
    old.append(path);
  for (const auto& candidate : std::as_const(old))
    if (candidate != first)
      paths.append(candidate);
  for (const auto& candidate : std::as_const(old))
    if (candidate.endsWith(".xml.html"))
      paths.append(candidate.chopped(9) + ".html");
  return paths;
}

QByteArrayList oldStylePaths(QByteArrayView tag, QByteArrayView fileName)
{
  const QByteArray file = fileName.toByteArray() + ".xml";
  QByteArrayList paths = {tag.toByteArray() + '/' + file};
  if (tag == "problem")
    paths << "problems/" + file << file;
  return paths;
}

} // namespace scriptorium::olx
