#include "markup/html/htmlnames.h"

#include <QHash>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

using Trait = HtmlTrait;
using TraitTable = QHash<QString, HtmlTraits>;

TraitTable tableOf(std::initializer_list<std::pair<HtmlTraits, const char*>> rows)
{
  TraitTable all;
  for (const auto& [traits, names] : rows)
    for (const QString& name : QString::fromLatin1(names).split(u' '))
      all[name] |= traits;
  return all;
}

const TraitTable& htmlTable()
{
  static const TraitTable all = tableOf({
      {Trait::Special,
       "address applet area article aside base basefont bgsound blockquote body br button caption "
       "center col colgroup dd details dir div dl dt embed fieldset figcaption figure footer form "
       "frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input keygen li "
       "link listing main marquee menu meta nav noembed noframes noscript object ol p param "
       "plaintext pre script search section select source style summary table tbody td template "
       "textarea tfoot th thead title tr track ul wbr xmp"},
      {Trait::Implied | Trait::ImpliedInTemplate, "dd dt li optgroup option p rb rp rt rtc"},
      {Trait::ImpliedInTemplate, "caption colgroup tbody td tfoot th thead tr"},
      {Trait::EndsScope, "applet caption html table td th marquee object select template"},
      {Trait::EndsButtonScope, "button"},
      {Trait::EndsListScope, "ol ul"},
      {Trait::EndsTableScope, "html table template"},
      {Trait::TablePart, "table tbody tfoot thead tr"},
      {Trait::Heading, "h1 h2 h3 h4 h5 h6"},
      {Trait::SelectPart, "optgroup option"},
  });
  return all;
}

const TraitTable& svgTable()
{
  static const TraitTable all =
      tableOf({{Trait::Special | Trait::EndsScope | Trait::HoldsHtml, "foreignObject desc title"}});
  return all;
}

const TraitTable& mathTable()
{
  static const TraitTable all =
      tableOf({{Trait::Special | Trait::EndsScope, "mi mo mn ms mtext annotation-xml"},
               {Trait::HoldsText, "mi mo mn ms mtext"}});
  return all;
}

/// From the names in lower case to the names as they are.
QHash<QString, QString> spellings(const char* names)
{
  QHash<QString, QString> all;
  for (const QString& name : QString::fromLatin1(names).split(u' '))
    all.insert(name.toLower(), name);
  return all;
}

const QHash<QString, QString>& svgTags()
{
  static const auto all = spellings(
      "altGlyph altGlyphDef altGlyphItem animateColor animateMotion animateTransform clipPath feBlend "
      "feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap "
      "feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge "
      "feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence "
      "foreignObject glyphRef linearGradient radialGradient textPath");
  return all;
}

const QHash<QString, QString>& svgAttributes()
{
  static const auto all = spellings(
      "attributeName attributeType baseFrequency baseProfile calcMode clipPathUnits diffuseConstant edgeMode "
      "filterUnits glyphRef gradientTransform gradientUnits kernelMatrix kernelUnitLength keyPoints "
      "keySplines "
      "keyTimes lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits "
      "maskUnits "
      "numOctaves pathLength patternContentUnits patternTransform patternUnits pointsAtX pointsAtY pointsAtZ "
      "preserveAlpha preserveAspectRatio primitiveUnits refX refY repeatCount repeatDur requiredExtensions "
      "requiredFeatures specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles "
      "surfaceScale systemLanguage tableValues targetX targetY textLength viewBox viewTarget "
      "xChannelSelector "
      "yChannelSelector zoomAndPan");
  return all;
}

} // namespace

HtmlTraits htmlTraits(HtmlSpace space, const QString& name, const HtmlAttributes& attributes)
{
  switch (space) {
  case HtmlSpace::Html:
    return htmlTable().value(name);
  case HtmlSpace::Svg:
    return svgTable().value(name);
  case HtmlSpace::MathMl:
    break;
  }
  HtmlTraits traits = mathTable().value(name);
  if (name == "annotation-xml"_L1)
    for (const auto& [key, value] : attributes)
      if (key == "encoding"_L1 && (value.compare("text/html"_L1, Qt::CaseInsensitive) == 0 ||
                                   value.compare("application/xhtml+xml"_L1, Qt::CaseInsensitive) == 0))
        traits |= Trait::HoldsHtml;
  return traits;
}

QString spaceUri(HtmlSpace space)
{
  switch (space) {
  case HtmlSpace::Svg:
    return u"http://www.w3.org/2000/svg"_s;
  case HtmlSpace::MathMl:
    return u"http://www.w3.org/1998/Math/MathML"_s;
  case HtmlSpace::Html:
    break;
  }
  return u"http://www.w3.org/1999/xhtml"_s;
}

QString foreignTag(HtmlSpace space, const QString& name)
{
  return space == HtmlSpace::Svg ? svgTags().value(name, name) : name;
}

QString foreignAttribute(HtmlSpace space, const QString& name)
{
  if (space == HtmlSpace::MathMl)
    return name == "definitionurl"_L1 ? u"definitionURL"_s : name;
  return space == HtmlSpace::Svg ? svgAttributes().value(name, name) : name;
}

QString foreignAttributeUri(const QString& name)
{
  static const auto links =
      spellings("xlink:actuate xlink:arcrole xlink:href xlink:role xlink:show xlink:title xlink:type");
  if (links.contains(name))
    return u"http://www.w3.org/1999/xlink"_s;
  if (name == "xml:lang"_L1 || name == "xml:space"_L1)
    return u"http://www.w3.org/XML/1998/namespace"_s;
  return name == "xmlns"_L1 || name == "xmlns:xlink"_L1 ? u"http://www.w3.org/2000/xmlns/"_s : QString();
}

QString xmlName(const QString& name)
{
  QString out;
  for (const QChar c : name) {
    const bool isInside = (c >= u'0' && c <= u'9') || c == u'.' || c == u'-';
    if (c.isLetter() || c == u'_' || (isInside && !out.isEmpty()))
      out += c;
    else
      out += u'U' + QString::number(c.unicode(), 16).toUpper().rightJustified(5, u'0');
  }
  return out;
}

} // namespace scriptorium::markup
