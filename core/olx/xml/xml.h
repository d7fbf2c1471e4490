#pragma once

#include "base/result.h"
#include "model/fields.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace scriptorium::olx {

/// One element of a parsed file, with the place of its bytes. Offsets count bytes of the text given to
/// `parseXml`.
struct Element
{
  QByteArray tag;             ///< as written, with prefix
  Fields attributes;          ///< decoded values, in order
  qsizetype begin = 0;        ///< of '<'
  qsizetype contentBegin = 0; ///< behind the start tag
  qsizetype contentEnd = 0;   ///< before the end tag; equal to contentBegin for an empty-element tag
  qsizetype end = 0;          ///< behind the element
  int line = 1;               ///< 1-based, of the start tag
  QList<Element> children;    ///< filled down to `depth` of the parse, with `nodes` below it left out
  struct Node
  {
    qsizetype begin;
    qsizetype end;
    enum Kind
    {
      Comment,
      Instruction,
      Text
    } kind;
  };
  QList<Node> nodes;    ///< comments, processing instructions and non-blank text directly inside, in order
  bool hasText = false; ///< non-blank text directly inside
};

/// Parses one XML file as Studio's parser does (libxml2: NONET, no entities loaded, no HUGE; a byte order
/// mark is an error except with `allowBom`; encoding forced to UTF-8). Refused before parsing: a DOCTYPE that
/// declares entities or is longer than 64 KB (any other is passed over, and nothing loaded for it), more than
/// 10 MB, depth over 200, more than 1,000 attributes on one element, more than 250,000 elements. Namespace
/// errors are errors too, warnings are not. `depth`: how many levels of elements to list (1: the root only;
/// the rest is checked all the same). Errors: BadInput with the line. Thread-safe. Linear in the size.
Result<Element> parseXml(QByteArrayView text, int depth = 256, bool allowBom = false);

/// The element's text in Studio's normal form (lxml with blank text removed and pretty printing;
/// docs/olx.md, Studio's form), one LF at the end. Errors: BadInput with the line.
Result<QByteArray> normalForm(QByteArrayView xml);

/// An attribute value, text content, in Studio's escaping.
QByteArray escapeAttribute(const QString& value);
QByteArray escapeText(const QString& text);

} // namespace scriptorium::olx
