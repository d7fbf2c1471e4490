#include "model/fieldvalue.h"
#include "olx/rules/elementrules.h"
#include "olx/xml/attributetext.h"

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx::rules {
namespace {

using Severity = Finding::Severity;

bool equalsIgnoringCase(QByteArrayView text, QByteArrayView lower)
{
  return text.size() == lower.size() &&
         std::equal(text.begin(), text.end(), lower.begin(), [](char a, char b) { return (a | 0x20) == b; });
}

/// Plain numbers, so common that they need no parser.
bool isPlainNumber(QByteArrayView raw)
{
  return !raw.isEmpty() && raw.size() < 16 &&
         std::ranges::all_of(raw, [](char c) { return c >= '0' && c <= '9'; });
}

void stringValue(const RawAttribute& attribute, RemarkPad& pad, int line)
{
  const QString name = QString::fromUtf8(attribute.name);
  // `markdown="null"` is how Studio itself says "edited as XML".
  if (attribute.value == "null" && attribute.name != "markdown")
    pad.add(Severity::Info, "string-null", line,
            u"Studio reads the text \"null\" of %1 as not set."_s.arg(name),
            u"Write \"&quot;null&quot;\" if the word is meant; otherwise remove the attribute."_s, name);
  const bool mayBeQuoted = attribute.value.startsWith('"') || attribute.value.startsWith("&quot;") ||
                           attribute.value.startsWith("&#34;");
  if (!mayBeQuoted)
    return;
  const QString text = decodedAttribute(attribute.value);
  FieldSpec plain;
  const auto read = readField(plain, true, text);
  if (text.size() > 1 && text.endsWith(u'"') && read && *read == text.trimmed())
    pad.add(Severity::Warning, "string-loses-quotes", line,
            u"Studio takes the quotes of %1 for JSON and drops them: %2."_s.arg(name, text),
            u"Put another pair of quotes around it if the quotes are meant."_s, name);
}

void booleanValue(const RawAttribute& attribute, RemarkPad& pad, int line)
{
  const QByteArrayView raw = attribute.value;
  if (equalsIgnoringCase(raw, "true") || equalsIgnoringCase(raw, "false") || isPlainNumber(raw) ||
      raw == "null" || raw == "&quot;true&quot;" || raw == "&quot;false&quot;")
    return;
  const QString name = QString::fromUtf8(attribute.name);
  pad.add(Severity::Warning, "boolean-text", line,
          u"Studio reads \"%1\" in %2 as false: only \"true\" is true."_s.arg(decodedAttribute(raw), name),
          u"Write \"true\" or \"false\"."_s, name);
}

/// "2024-01-01T00:00:00Z" and its kin, quoted or not.
bool isPlainDate(QByteArrayView raw)
{
  if (raw.startsWith("&quot;") && raw.endsWith("&quot;") && raw.size() > 12)
    raw = raw.sliced(6, raw.size() - 12);
  if (raw.size() < 20 || raw.size() > 32 || raw[4] != '-' || raw[7] != '-' || raw[10] != 'T' ||
      raw[13] != ':')
    return false;
  const auto number = [&](qsizetype at) { return (raw[at] - '0') * 10 + (raw[at + 1] - '0'); };
  return raw[0] == '2' && number(5) >= 1 && number(5) <= 12 && number(8) >= 1 && number(8) <= 28 &&
         number(11) >= 0 && number(11) < 24 && (raw.endsWith('Z') || raw.endsWith("+00:00"));
}

void otherValue(const FieldSpec& spec, bool isXmlBlock, const RawAttribute& attribute, RemarkPad& pad,
                int line)
{
  if (isPlainNumber(attribute.value) && (spec.type == FieldType::Integer || spec.type == FieldType::Float))
    return;
  if (spec.type == FieldType::Date && isPlainDate(attribute.value))
    return;
  if (attribute.value == "[]" || attribute.value == "{}" || attribute.value.isEmpty() ||
      attribute.value == "null")
    return;
  const auto read = readField(spec, isXmlBlock, decodedAttribute(attribute.value));
  if (read)
    return;
  const QString name = QString::fromUtf8(attribute.name);
  pad.add(Severity::Warning, "invalid-value", line,
          u"Studio cannot use \"%1\" as %2. %3"_s.arg(decodedAttribute(attribute.value).left(80), name,
                                                      read.error().detail),
          u"Correct the value or remove the attribute."_s, name);
}

} // namespace

void attributeValues(const ElementView& element, RemarkPad& pad)
{
  const bool isXmlBlock = element.type.type->isXmlBlock;
  for (const auto& attribute : element.attributes) {
    const FieldSpec* spec = element.type.field(attribute.name);
    if (!spec)
      continue;
    switch (spec->type) {
    case FieldType::String:
      if (isXmlBlock)
        stringValue(attribute, pad, element.line);
      break;
    case FieldType::Boolean:
      booleanValue(attribute, pad, element.line);
      break;
    case FieldType::Integer:
    case FieldType::Float:
    case FieldType::Date:
    case FieldType::Timedelta:
    case FieldType::RelativeTime:
    case FieldType::List:
    case FieldType::Dict:
      otherValue(*spec, isXmlBlock, attribute, pad, element.line);
      break;
    case FieldType::Reference:
    case FieldType::ReferenceList:
    case FieldType::ReferenceValueDict:
    case FieldType::Any:
      break;
    }
  }
}

namespace {

/// Of a type that has nothing but a name we know too little to say what it does not have.
bool isDescribed(const BlockType& type)
{
  return std::ranges::any_of(type.fields,
                             [](const FieldSpec& field) { return field.name != u"display_name"; });
}

/// What an older Studio left in the published tree; harmless, and said of drafts only.
bool isDraftPlace(QByteArrayView name)
{
  return name == "parent_url" || name == "parent_sequential_url" || name == "index_in_children_list";
}

} // namespace

void unknownAttributes(const ElementView& element, RemarkPad& pad)
{
  static constexpr std::array<const char*, 3> kOwnReaders = {"openassessment", "recommender", "ubcpi"};
  const QByteArrayView tag = element.type.tag;
  if (element.type.type->isXmlBlock || !isDescribed(*element.type.type) || tag == "library" ||
      std::ranges::any_of(kOwnReaders, [&](const char* own) { return tag == own; }))
    return;
  QStringList names;
  for (const auto& attribute : element.attributes) {
    const QByteArrayView name = attribute.name;
    if (name != "url_name" && name != "xblock-family" && name != "slug" && !name.startsWith("xmlns") &&
        !name.contains(':') && !isDraftPlace(name) && !element.type.field(name))
      names.append(QString::fromUtf8(name));
  }
  if (!names.isEmpty())
    pad.add(Severity::Warning, "unknown-attribute", element.line,
            u"The component has no field for %1; Studio drops what a component does not know."_s.arg(
                names.join(u", "_s)),
            u"Check the spelling; or nothing, when your server's version of the component knows it."_s,
            names.front());
}

void notExported(const ElementView& element, RemarkPad& pad)
{
  if (element.type.tag == "course" && element.attribute("certificate_available_date"))
    pad.add(Severity::Warning, "field-not-exported", element.line,
            u"Studio reads certificate_available_date, but never writes it: it is lost on the next export "
            u"from Studio."_s,
            u"Set it again in Studio after each import of a course exported there."_s,
            u"certificate_available_date"_s);
}

} // namespace scriptorium::olx::rules
