#include "grading/problem/compatibility.h"

#include "grading/problem/problem.h"
#include "grading/values/problemxml.h"

#include <QStringList>

#include <algorithm>
#include <cctype>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

void replaceTag(QByteArray& xml, const QByteArray& old, const QByteArray& with)
{
  for (qsizetype at = xml.indexOf(old); at >= 0; at = xml.indexOf(old, at)) {
    qsizetype end = at + old.size();
    while (end < xml.size() && std::isspace(static_cast<unsigned char>(xml[end])))
      ++end;
    if (end < xml.size() && xml[end] == '/') {
      xml.replace(at, end + 1 - at, with);
      at += with.size();
    } else {
      at += old.size();
    }
  }
}

void modernise(Element& answer, const QString& text)
{
  if (text.isEmpty() || !answer.attribute(u"answer").isEmpty())
    return;
  answer.set(u"answer"_s, text);
  answer.text.clear();
}

bool isRight(const Element& option)
{
  return option.attribute(u"correct").compare("true"_L1, Qt::CaseInsensitive) == 0;
}

Outcome<Unit> moderniseOptions(Element& input)
{
  const auto options = input.childrenNamed(u"option");
  for (const Element* option : options)
    if (!option->has(u"correct"))
      return otherError(u"AttributeError"_s, u"'NoneType' object has no attribute 'upper'"_s);
  if (std::count_if(options.begin(), options.end(), [](const Element* option) { return isRight(*option); }) >
      1)
    return problemError(u"Dropdown questions can only have one correct answer."_s);
  QStringList names;
  QString right;
  for (const Element* option : options) {
    const QString name = option->text.trimmed();
    names << u'\'' + name + u'\'';
    if (isRight(*option))
      right = name;
  }
  if (names.isEmpty())
    return Unit{};
  input.set(u"options"_s, u'(' + names.join(u',') + u')');
  if (!right.isEmpty())
    input.set(u"correct"_s, right);
  return Unit{};
}

} // namespace

QByteArray withModernTags(const QByteArray& xml)
{
  if (!xml.contains("outtext"))
    return xml;
  QByteArray out = xml;
  replaceTag(out, "startouttext", "text");
  replaceTag(out, "endouttext", "/text");
  return out;
}

Outcome<Unit> modernise(Element& root)
{
  for (Element* element : root.iterate()) {
    if (element->tag == "additional_answer"_L1 && element->parent() &&
        element->parent()->tag == "stringresponse"_L1)
      modernise(*element, element->text);
    else if (element->tag == "optioninput"_L1)
      SCRIPTORIUM_TRY(moderniseOptions(*element));
  }
  return Unit{};
}

Outcome<Unit> insertIncludes(Element& root, const ProblemSurroundings& surroundings)
{
  for (Element* include : root.descendants(u"include")) {
    const auto path = include->find(u"file");
    if (!path)
      continue;
    const auto bytes = surroundings.file ? surroundings.file(*path) : std::nullopt;
    if (!bytes)
      return otherError(u"ResourceNotFound"_s, u"resource '%1' not found"_s.arg(*path));
    SCRIPTORIUM_TRY_ASSIGN(Element::Pointer included, parseXml(*bytes));
    include->parent()->replace(include, std::move(included));
  }
  return Unit{};
}

} // namespace scriptorium::capa
