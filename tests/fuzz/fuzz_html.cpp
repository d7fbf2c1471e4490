#include "markup/html/htmltree.h"
#include "markup/markup.h"
#include "markup/visibletext.h"

#include <cstdint>
#include <cstdlib>

using namespace scriptorium::markup;

namespace {

void check(bool isRight)
{
  if (!isRight)
    std::abort();
}

/// Gives how many nodes there are: each knows its parent, none lies deeper than the reader promises.
qsizetype checkTree(const Element& element, int depth)
{
  check(depth <= 258); // the root, `html`, and 256 below
  qsizetype count = 1;
  for (const auto& child : element.children()) {
    check(child && child->parent() == &element);
    count += checkTree(*child, depth + 1);
  }
  return count;
}

/// What is read is written and read again; no text of the page is lost on the way to what learners read.
void readWith(const QString& text, const HtmlRules& rules)
{
  const auto document = readHtmlDocument(text, rules);
  check(document.nodes != nullptr);
  check(checkTree(*document.nodes, 0) <= 2 * text.size() + 100'010);
  for (const char* tag : {"div", "table", "select", "template", "svg"}) {
    const auto piece = readHtmlPiece(text, {QString::fromLatin1(tag), HtmlSpace::Html}, rules);
    check(piece && piece->tag == QString::fromLatin1(tag));
    checkTree(*piece, 0);
    checkTree(*readHtmlPiece(toHtml(*piece), {}, rules), 0);
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const QByteArrayView bytes(reinterpret_cast<const char*>(data), qsizetype(size));
  const QString text = QString::fromUtf8(bytes);
  readWith(text, {});
  readWith(text, {HtmlRules::Names::Plain, HtmlRules::Select::OptionsOnly, true});
  check(!visibleText(bytes).contains("  "));
  return 0;
}
