#include "markup/markup.h"

#include <QByteArray>
#include <QStringList>

#include <algorithm>
#include <utility>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

enum class Method
{
  Xml,
  Html
};

void appendText(QString& out, QStringView text)
{
  const auto entity = [](QChar c) -> QLatin1StringView {
    switch (c.unicode()) {
    case '&':
      return "&amp;"_L1;
    case '<':
      return "&lt;"_L1;
    case '>':
      return "&gt;"_L1;
    case '\r':
      return "&#13;"_L1;
    default:
      return {};
    }
  };
  qsizetype from = 0;
  for (qsizetype i = 0; i < text.size(); ++i) {
    const auto written = entity(text[i]);
    if (written.isEmpty())
      continue;
    out += text.sliced(from, i - from);
    out += written;
    from = i + 1;
  }
  out += text.sliced(from);
}

enum class Beyond
{
  Keep,
  Refer ///< characters beyond ASCII as references
};

void appendXmlValue(QString& out, QStringView value, Beyond beyond = Beyond::Keep)
{
  if (beyond == Beyond::Refer) {
    for (const uint point : value.toUcs4()) {
      const char32_t character = point;
      if (point > 0x7f)
        out += u"&#x"_s + QString::number(point, 16).toUpper() + u';';
      else
        appendXmlValue(out, QString::fromUcs4(&character, 1));
    }
    return;
  }
  for (const QChar c : value) {
    switch (c.unicode()) {
    case '&':
      out += "&amp;"_L1;
      break;
    case '<':
      out += "&lt;"_L1;
      break;
    case '>':
      out += "&gt;"_L1;
      break;
    case '"':
      out += "&quot;"_L1;
      break;
    case '\n':
      out += "&#10;"_L1;
      break;
    case '\r':
      out += "&#13;"_L1;
      break;
    case '\t':
      out += "&#9;"_L1;
      break;
    default:
      out += c;
    }
  }
}

/// All five signs that mean something in markup; how quotes are written differs.
QString escapedAll(QString text, QLatin1StringView apostrophe, QLatin1StringView quote)
{
  return text.replace(u'&', "&amp;"_L1)
      .replace(u'<', "&lt;"_L1)
      .replace(u'>', "&gt;"_L1)
      .replace(u'\'', apostrophe)
      .replace(u'"', quote);
}

bool isNameOf(QStringView tag, std::initializer_list<QLatin1StringView> names)
{
  for (const auto name : names)
    if (tag.compare(name, Qt::CaseInsensitive) == 0)
      return true;
  return false;
}

bool isVoid(QStringView tag)
{
  return isNameOf(tag, {"area"_L1, "base"_L1, "basefont"_L1, "br"_L1, "col"_L1, "frame"_L1, "hr"_L1, "img"_L1,
                        "input"_L1, "isindex"_L1, "link"_L1, "meta"_L1, "param"_L1});
}

bool isBoolean(QStringView name)
{
  return isNameOf(name, {"checked"_L1, "compact"_L1, "declare"_L1, "defer"_L1, "disabled"_L1, "ismap"_L1,
                         "multiple"_L1, "nohref"_L1, "noresize"_L1, "noshade"_L1, "nowrap"_L1, "readonly"_L1,
                         "selected"_L1});
}

/// libxml2 escapes the addresses of HTML by these rules.
QString escapedAddress(const QString& value)
{
  qsizetype from = 0;
  while (from < value.size() && value[from].isSpace())
    ++from;
  const QByteArray bytes = value.mid(from).toUtf8();
  return QString::fromLatin1(bytes.toPercentEncoding("@/:=?;#%&,+!*'()"));
}

void appendHtmlAttribute(QString& out, const Element& element, const QString& name, const QString& value)
{
  out += u' ';
  out += name;
  if (isBoolean(name))
    return;
  const bool isAddress = isNameOf(name, {"href"_L1, "action"_L1, "src"_L1}) ||
                         (isNameOf(name, {"name"_L1}) && isNameOf(element.tag, {"a"_L1}));
  QString shown;
  appendText(shown, isAddress ? escapedAddress(value) : value);
  const bool hasDouble = shown.contains(u'"');
  const QChar quote = hasDouble && !shown.contains(u'\'') ? u'\'' : u'"';
  if (hasDouble && quote == u'"')
    shown.replace(u'"', "&quot;"_L1);
  out += u'=';
  out += quote;
  out += shown;
  out += quote;
}

/// Prefixes for lxml's names, by the declarations that stand around an element.
class Prefixes
{
public:
  /// Whether there may be anything to look up.
  bool isIdle(const Element& element) const { return m_declared.empty() && !concerns(element); }

  size_t mark() const { return m_declared.size(); }
  void backTo(size_t mark) { m_declared.resize(mark); }

  void declare(const QString& attribute, const QString& space)
  {
    m_declared.emplace_back(attribute.size() > 5 ? attribute.mid(6) : QString(), space);
  }

  bool declares(const QString& attribute, size_t from) const
  {
    const QString prefix = attribute.size() > 5 ? attribute.mid(6) : QString();
    for (size_t i = from; i < m_declared.size(); ++i)
      if (m_declared[i].first == prefix)
        return true;
    return false;
  }

  /// The name with its prefix. Where none is declared, a new one is, and its declaration goes to `missing`.
  QString named(const QString& name, bool isAttribute, QString& missing)
  {
    const qsizetype end = name.startsWith(u'{') ? name.indexOf(u'}') : -1;
    if (end < 0)
      return name;
    const QString space = name.mid(1, end - 1);
    const QString local = name.mid(end + 1);
    if (space == "http://www.w3.org/XML/1998/namespace"_L1)
      return u"xml:"_s + local;
    for (size_t at = m_declared.size(); at-- > 0;) {
      const auto& [prefix, declared] = m_declared[at];
      if (declared == space && !(isAttribute && prefix.isEmpty()))
        return prefix.isEmpty() ? local : prefix + u':' + local;
    }
    const QString prefix = u"ns%1"_s.arg(m_made++);
    m_declared.emplace_back(prefix, space);
    missing += u" xmlns:%1=\"%2\""_s.arg(prefix, escaped(space, true));
    return prefix + u':' + local;
  }

  void beginElement() { m_made = 0; }

private:
  static bool concerns(const Element& element)
  {
    if (element.tag.startsWith(u'{'))
      return true;
    for (const auto& [name, value] : element.attributes())
      if (name.startsWith(u'{') || name.startsWith("xmlns"_L1))
        return true;
    return false;
  }

  std::vector<std::pair<QString, QString>> m_declared; ///< prefix and namespace, innermost last
  int m_made = 0;
};

class Writer
{
public:
  explicit Writer(Method method, Beyond inValues = Beyond::Keep) : m_method(method), m_inValues(inValues)
  {
    m_out.reserve(kUsual);
  }

  QString take() { return std::move(m_out); }
  void text(const QString& text) { appendText(m_out, text); }

  /// As the top of its own text: with the declarations that stand above it.
  void top(const Element& element)
  {
    if (element.isElement())
      this->element(element, inherited(element));
    else
      node(element);
  }

  void content(const Element& element)
  {
    if (m_method == Method::Html && isNameOf(element.tag, {"script"_L1, "style"_L1}))
      m_out += element.text;
    else
      appendText(m_out, element.text);
    for (const auto& child : element.children()) {
      node(*child);
      appendText(m_out, child->tail);
    }
  }

  void node(const Element& element)
  {
    switch (element.kind) {
    case Element::Kind::Element:
      this->element(element, {});
      break;
    case Element::Kind::Comment:
      m_out += "<!--"_L1 + element.text + "-->"_L1;
      break;
    case Element::Kind::Instruction:
      m_out += "<?"_L1 + element.tag + (element.text.isEmpty() ? QString() : u' ' + element.text) + "?>"_L1;
      break;
    case Element::Kind::Entity:
      m_out += u'&' + element.tag + u';';
      break;
    case Element::Kind::Raw:
      m_out += element.text;
      break;
    }
  }

private:
  static constexpr qsizetype kUsual = 512;

  /// Declarations of the ancestors, as attributes of the element.
  QString inherited(const Element& element)
  {
    QString declarations;
    QStringList seen;
    for (const auto& [name, value] : element.attributes())
      seen << name;
    for (const Element* at = element.parent(); at; at = at->parent()) {
      for (const auto& [name, value] : at->attributes()) {
        if (!name.startsWith("xmlns"_L1) || (name.size() > 5 && name[5] != u':') || seen.contains(name))
          continue;
        seen << name;
        m_prefixes.declare(name, value);
        declarations += u' ' + name + R"(=")"_L1;
        appendXmlValue(declarations, value);
        declarations += u'"';
      }
    }
    return declarations;
  }

  void attribute(const Element& element, const QString& name, const QString& value)
  {
    if (m_method == Method::Html) {
      appendHtmlAttribute(m_out, element, name, value);
      return;
    }
    m_out += u' ';
    m_out += name;
    m_out += R"(=")"_L1;
    appendXmlValue(m_out, value, m_inValues);
    m_out += u'"';
  }

  void element(const Element& element, const QString& declarations)
  {
    const size_t mark = m_prefixes.mark();
    const bool isPlain = m_prefixes.isIdle(element);
    QString name = element.tag;
    m_out += u'<';
    if (isPlain) {
      m_out += name;
      for (const auto& [key, value] : element.attributes())
        attribute(element, key, value);
    } else {
      name = declaredStart(element, declarations);
    }
    end(element, name);
    m_prefixes.backTo(mark);
  }

  /// The start tag of an element that namespaces concern; returns its name.
  QString declaredStart(const Element& element, const QString& declarations)
  {
    m_prefixes.beginElement();
    for (const auto& [key, value] : element.attributes())
      if (key == "xmlns"_L1 || key.startsWith("xmlns:"_L1))
        m_prefixes.declare(key, value);
    QString missing;
    QString name = m_prefixes.named(element.tag, false, missing);
    QList<Element::Attribute> named;
    for (const auto& [key, value] : element.attributes())
      named.append({m_prefixes.named(key, true, missing), value});
    m_out += name + missing + declarations;
    for (const auto& [key, value] : std::as_const(named))
      attribute(element, key, value);
    return name;
  }

  void end(const Element& element, const QString& name)
  {
    if (m_method == Method::Xml && element.text.isEmpty() && element.children().empty()) {
      m_out += "/>"_L1;
      return;
    }
    m_out += u'>';
    if (m_method == Method::Html && isVoid(element.tag))
      return;
    content(element);
    m_out += "</"_L1;
    m_out += name;
    m_out += u'>';
  }

  Method m_method;
  Beyond m_inValues;
  QString m_out;
  Prefixes m_prefixes;
};

QString written(const Element& element, WithTail withTail, Method method)
{
  Writer writer(method);
  writer.top(element);
  if (withTail == WithTail::Yes)
    writer.text(element.tail);
  return writer.take();
}

void collectText(QString& out, const Element& element)
{
  if (element.isElement())
    out += element.text;
  for (const auto& child : element.children()) {
    collectText(out, *child);
    out += child->tail;
  }
}

} // namespace

QString toXml(const Element& element, WithTail withTail)
{
  return written(element, withTail, Method::Xml);
}

QString toHtml(const Element& element, WithTail withTail)
{
  return written(element, withTail, Method::Html);
}

QString innerXml(const Element& element)
{
  QString out = element.text;
  for (const auto& child : element.children()) {
    if (!child->isElement())
      continue;
    Writer writer(Method::Xml, Beyond::Refer);
    writer.top(*child);
    writer.text(child->tail);
    out += writer.take();
  }
  return out;
}

QString innerMarkup(const Element& element)
{
  const bool isEmpty = element.text.isEmpty() && element.children().empty();
  Writer writer(Method::Xml);
  if (isEmpty)
    writer.node(element);
  else
    writer.content(element);
  writer.text(element.tail);
  return asciiMarkup(writer.take()).trimmed();
}

QString asciiMarkup(const QString& xml)
{
  const auto isBeyond = [](QChar c) { return c.unicode() > 0x7f; };
  if (std::none_of(xml.begin(), xml.end(), isBeyond))
    return xml;
  QString out;
  out.reserve(xml.size() + 32);
  const auto points = xml.toUcs4();
  for (const uint point : points) {
    if (point > 0x7f)
      out += u"&#%1;"_s.arg(point);
    else
      out += QChar(static_cast<char16_t>(point));
  }
  return out;
}

QString textContent(const Element& element)
{
  QString out;
  collectText(out, element);
  return out;
}

QString escaped(const QString& text, bool quotes)
{
  QString out = text;
  out.replace(u'&', "&amp;"_L1).replace(u'<', "&lt;"_L1).replace(u'>', "&gt;"_L1);
  if (quotes)
    out.replace(u'"', "&quot;"_L1);
  return out;
}

QString markupSafe(QString text)
{
  return escapedAll(std::move(text), "&#39;"_L1, "&#34;"_L1);
}

QString htmlEscaped(const QString& text)
{
  return escapedAll(text, "&#x27;"_L1, "&quot;"_L1);
}

} // namespace scriptorium::markup
