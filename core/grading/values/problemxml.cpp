#include "grading/values/problemxml.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

QString exceptionOf(markup::XmlFault::Kind kind)
{
  switch (kind) {
  case markup::XmlFault::Kind::Syntax:
    return u"XMLSyntaxError"_s;
  case markup::XmlFault::Kind::DeclaredEntity:
    return u"EntitiesForbidden"_s;
  case markup::XmlFault::Kind::OutOfMemory:
    return u"MemoryError"_s;
  }
  return {};
}

} // namespace

Outcome<Element::Pointer> parseXml(const QByteArray& xml)
{
  auto parsed = markup::parseXml(xml);
  if (parsed)
    return std::move(*parsed);
  const markup::XmlFault& fault = parsed.error();
  return CapaError{CapaError::Kind::Other, fault.message, exceptionOf(fault.kind), fault.line};
}

} // namespace scriptorium::capa
