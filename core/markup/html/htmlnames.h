#pragma once

#include "markup/html/htmltree.h"

#include <QFlags>
#include <QList>
#include <QString>
#include <QStringView>

#include <utility>

namespace scriptorium::markup {

/// What the rules of tree construction ask of an element.
enum class HtmlTrait
{
  None = 0,
  Special = 0x1, ///< formatting does not reach through it
  Implied = 0x2, ///< closes by itself
  ImpliedInTemplate = 0x4,
  EndsScope = 0x8,
  EndsButtonScope = 0x10,
  EndsListScope = 0x20,
  EndsTableScope = 0x40,
  TablePart = 0x80, ///< what is put directly into it goes in front of the table
  Heading = 0x100,
  HoldsText = 0x200,  ///< of a formula: text in it is HTML's
  HoldsHtml = 0x400,  ///< of a drawing or formula: all in it is HTML's
  SelectPart = 0x800, ///< may stand between a choice and its list
};
Q_DECLARE_FLAGS(HtmlTraits, HtmlTrait)

using HtmlAttributes = QList<std::pair<QString, QString>>;

HtmlTraits htmlTraits(HtmlSpace space, const QString& name, const HtmlAttributes& attributes);

/// The name of a space as documents declare it.
QString spaceUri(HtmlSpace space);
/// The name of a drawing's or formula's element or attribute as its standard spells it ("viewBox").
QString foreignTag(HtmlSpace space, const QString& name);
QString foreignAttribute(HtmlSpace space, const QString& name);
/// The space of an attribute that a drawing or formula has from elsewhere ("xlink:href"); empty for others.
QString foreignAttributeUri(const QString& name);

/// A name of HTML as lxml takes it: characters that XML has not in names are written as "U0003C".
QString xmlName(const QString& name);

} // namespace scriptorium::markup

Q_DECLARE_OPERATORS_FOR_FLAGS(scriptorium::markup::HtmlTraits)
