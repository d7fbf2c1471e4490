#include "olx/read/metafields.h"

#include "model/fieldvalue.h"
#include "model/text/json.h"
#include "olx/xml/attributetext.h"
#include "olx/xml/xml.h"

#include <algorithm>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

/// The first `<meta>` directly inside; null when there is none.
const Element* metaOf(const Element& element)
{
  const auto found =
      std::ranges::find_if(element.children, [](const Element& child) { return child.tag == "meta"; });
  return found == element.children.end() ? nullptr : &*found;
}

QByteArray bytesOf(const QByteArray& text, const Element& element)
{
  return text.sliced(element.begin, element.end - element.begin);
}

bool isMeta(const Child& child)
{
  if (child.form != Child::Form::Raw || !child.raw.startsWith("<meta"))
    return false;
  const auto element = parseXml(child.raw, 1);
  return element && element->tag == "meta";
}

Result<QByteArray> metaElement(const BlockVersion& version,
                               const std::function<Result<QByteArray>(BlobId)>& body)
{
  const auto child = std::ranges::find_if(version.children, isMeta);
  if (child != version.children.end())
    return child->raw;
  if (version.bodyForm != BodyForm::Element)
    return QByteArray();
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, body(version.body));
  if (!bytes.contains("<meta"))
    return QByteArray();
  const auto element = parseXml(bytes, 2);
  const Element* meta = element ? metaOf(*element) : nullptr;
  return meta ? bytesOf(bytes, *meta) : QByteArray();
}

/// The JSON object that stands before the first element inside, as lxml's `text`.
std::optional<Json> valuesOf(const QByteArray& meta)
{
  const auto element = parseXml(meta, 2);
  if (!element)
    return std::nullopt;
  const qsizetype end = element->children.isEmpty() ? element->contentEnd : element->children.front().begin;
  const auto text = QByteArrayView(meta).sliced(element->contentBegin, end - element->contentBegin);
  auto values = Json::parse(decodedAttribute(text));
  return values && values->isObject() ? values : std::nullopt;
}

Fields withValues(const BlockTypes& types, const QString& type, const Fields& fields, const Json& values)
{
  Fields result = fields;
  for (const auto& [member, value] : values.members()) {
    const QString name = QString::fromUtf8(member);
    const FieldSpec* spec = types.field(type, name);
    if (spec == nullptr)
      continue;
    const auto written = writeField(*spec, types.type(type).isXmlBlock, value.toString());
    result.set(name, written ? *written : value.isText() ? value.text() : value.toString());
  }
  return result;
}

} // namespace

Result<MetaFields> withMeta(const BlockTypes& types, const QString& type, const BlockVersion& version,
                            const std::function<Result<QByteArray>(BlobId)>& body)
{
  MetaFields result{version.fields, {}};
  const BlockType& blockType = types.type(type);
  const bool isText = blockType.bodyLanguage == "html"_L1; // those read no element
  if (!blockType.isXmlBlock || version.flags.testFlag(VersionFlag::PureXBlock) || isText)
    return result;
  SCRIPTORIUM_TRY_ASSIGN(result.element, metaElement(version, body));
  if (const auto values = result.element.isEmpty() ? std::nullopt : valuesOf(result.element))
    result.fields = withValues(types, type, version.fields, *values);
  return result;
}

QByteArray withoutMeta(const QByteArray& element)
{
  const auto parsed = parseXml(element, 2);
  const Element* meta = parsed ? metaOf(*parsed) : nullptr;
  if (meta == nullptr)
    return element;
  const qsizetype next = element.indexOf('<', meta->end);
  return element.first(meta->begin) + element.sliced(next);
}

} // namespace scriptorium::olx
