#include "olx/records/elementhash.h"

#include "olx/records/blocknaming.h"
#include "olx/xml/doctype.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlsave.h>

#include <memory>

namespace scriptorium::olx {
namespace {

/// Elements nested in each other are written again and again; a file that makes this long is none of
/// Studio's.
constexpr qsizetype kMaxWritten = 64 * 1024 * 1024;

template <auto Free>
struct FreeWith
{
  void operator()(auto* pointer) const { Free(pointer); }
};

/// The element behind `node` in document order.
xmlNode* nextElement(xmlNode* node, const xmlNode* root)
{
  xmlNode* next = xmlFirstElementChild(node);
  while (!next && node != root) {
    next = xmlNextElementSibling(node);
    node = node->parent;
  }
  return next;
}

QByteArray written(xmlDoc* document, xmlNode* node)
{
  const std::unique_ptr<xmlBuffer, FreeWith<xmlBufferFree>> buffer(xmlBufferCreate());
  const std::unique_ptr<xmlSaveCtxt, FreeWith<xmlSaveClose>> save(
      xmlSaveToBuffer(buffer.get(), "UTF-8", XML_SAVE_NO_DECL));
  if (!save)
    return {};
  xmlSaveTree(save.get(), node);
  // lxml writes the text that follows an element with it.
  for (xmlNode* tail = node->next; tail && tail->type == XML_TEXT_NODE; tail = tail->next)
    xmlSaveTree(save.get(), tail);
  xmlSaveFlush(save.get());
  Q_UNUSED(document);
  return {reinterpret_cast<const char*>(xmlBufferContent(buffer.get())), xmlBufferLength(buffer.get())};
}

} // namespace

QList<QByteArray> elementHashes(QByteArrayView text, const QList<int>& elements)
{
  QList<QByteArray> hashes;
  const auto plain = withoutDoctype(text);
  const QByteArray parsed = plain ? *plain : QByteArray();
  const std::unique_ptr<xmlDoc, FreeWith<xmlFreeDoc>> document(
      xmlReadMemory(parsed.data(), int(parsed.size()), nullptr, nullptr,
                    XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOBLANKS | XML_PARSE_NOCDATA |
                        XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
  xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  xmlNode* node = root;
  int number = 0;
  qsizetype total = 0;
  for (const int wanted : elements) {
    for (; node && number < wanted; ++number)
      node = nextElement(node, root);
    QByteArray bytes;
    if (node && total < kMaxWritten)
      bytes = written(document.get(), node);
    total += bytes.size();
    hashes.append(hash12(bytes.isEmpty() ? QByteArray::number(wanted) : bytes));
  }
  return hashes;
}

} // namespace scriptorium::olx
