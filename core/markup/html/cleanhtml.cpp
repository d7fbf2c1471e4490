#include "markup/html/cleanhtml.h"

#include "markup/html/htmltree.h"
#include "markup/markup.h"

#include <QHash>
#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

QSet<QString> wordsOf(const char* words)
{
  const QStringList list = QString::fromLatin1(words).split(u' ');
  return {list.begin(), list.end()};
}

const QSet<QString>& allowedElements()
{
  static const QSet<QString> names = wordsOf("a abbr acronym area article aside audio b bdi bdo blockquote "
                                             "br caption center cite code col colgroup data "
                                             "dd del details dfn div dl dt em figcaption figure footer h1 h2 "
                                             "h3 h4 h5 h6 header hgroup hr i img ins kbd "
                                             "li map mark nav ol p pre q rp rt rtc ruby s samp small span "
                                             "strike strong sub summary sup table tbody td th "
                                             "thead time tr tt u ul var wbr");
  return names;
}

bool isAllowedAttribute(const QString& element, const QString& attribute)
{
  static const QSet<QString> everywhere = wordsOf("class style id");
  static const QHash<QString, QSet<QString>> special = {
      {u"a"_s, wordsOf("href hreflang")},
      {u"audio"_s, wordsOf("controls autobuffer autoplay src")},
      {u"bdo"_s, wordsOf("dir")},
      {u"blockquote"_s, wordsOf("cite")},
      {u"col"_s, wordsOf("align char charoff span")},
      {u"colgroup"_s, wordsOf("align char charoff span")},
      {u"del"_s, wordsOf("cite datetime")},
      {u"hr"_s, wordsOf("align size width")},
      {u"img"_s, wordsOf("src width height class")},
      {u"ins"_s, wordsOf("cite datetime")},
      {u"ol"_s, wordsOf("start")},
      {u"q"_s, wordsOf("cite")},
      {u"table"_s, wordsOf("align char charoff summary")},
      {u"tbody"_s, wordsOf("align char charoff")},
      {u"td"_s, wordsOf("align char charoff colspan headers rowspan")},
      {u"th"_s, wordsOf("align char charoff colspan headers rowspan scope")},
      {u"thead"_s, wordsOf("align char charoff")},
      {u"tr"_s, wordsOf("align char charoff")},
  };
  return everywhere.contains(attribute) || special.value(element).contains(attribute);
}

/// Whether an address leads where messages may lead; one without a scheme stays in the course.
bool isAllowedAddress(const QString& value)
{
  static const QSet<QString> schemes = wordsOf(
      "bitcoin ftp ftps geo http https im irc ircs magnet mailto mms mx news nntp openpgp4fpr sip sms smsto "
      "ssh tel url webcal wtai xmpp");
  QString address = value.trimmed();
  address.remove(u'\n').remove(u'\t').remove(u'\r');
  qsizetype end = 0;
  while (end < address.size() && (address[end].isLetterOrNumber() || u"+-."_s.contains(address[end])))
    ++end;
  const bool hasScheme = end > 0 && end < address.size() && address[end] == u':' && address[0].isLetter();
  return !hasScheme || schemes.contains(address.left(end).toLower());
}

bool isAddress(const QString& attribute)
{
  return attribute == "href"_L1 || attribute == "src"_L1 || attribute == "cite"_L1;
}

void writeText(QString& out, const QString& text)
{
  out += escaped(text).replace(QChar(0xA0), "&nbsp;"_L1);
}

void write(QString& out, const Element& element)
{
  static const QSet<QString> voids = wordsOf("area br col hr img wbr");
  const bool isShown = element.isElement() && allowedElements().contains(element.tag);
  if (isShown) {
    out += u'<' + element.tag;
    for (const auto& [name, value] : element.attributes())
      if (isAllowedAttribute(element.tag, name) && (!isAddress(name) || isAllowedAddress(value)))
        out += u' ' + name + R"(=")"_L1 +
               QString(value).replace(u'&', "&amp;"_L1).replace(u'"', "&quot;"_L1) + u'"';
    if (element.tag == "a"_L1)
      out += R"( rel="noopener noreferrer")"_L1;
    out += u'>';
  }
  if (element.isElement() && element.tag != "script"_L1 && element.tag != "style"_L1) {
    writeText(out, element.text);
    for (const auto& child : element.children())
      write(out, *child);
  }
  if (isShown && !voids.contains(element.tag))
    out += "</"_L1 + element.tag + u'>';
  writeText(out, element.tail);
}

} // namespace

QString cleanHtml(const QString& html)
{
  const Element::Pointer read = parseHtml(html);
  QString out;
  writeText(out, read->text);
  for (const auto& child : read->children())
    write(out, *child);
  return out;
}

} // namespace scriptorium::markup
