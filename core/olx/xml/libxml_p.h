#pragma once

#include "base/error.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

namespace scriptorium::olx {

// libxml2 2.12 made the error const.
#if LIBXML_VERSION >= 21200
using XmlError = const xmlError;
#else
using XmlError = xmlError;
#endif

struct FreeContext
{
  void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
};

inline Error refusal(const QString& detail, int line)
{
  return Error{Error::Kind::BadInput, {}, detail, line};
}

} // namespace scriptorium::olx
