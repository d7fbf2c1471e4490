#include "grading/authoring/loosexml.h"

#include "grading/authoring/clienttext.h"

#include <QHash>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

constexpr size_t kMostOpen = 500;

class LooseReader
{
public:
  LooseReader(const QString& xml, LooseEntities entities)
      : m_xml(QString(xml).replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n')), m_entities(entities)
  {
    m_open.emplace_back();
  }

  Result<LooseNode, LooseError> read();

private:
  using Step = Result<Unit, LooseError>;

  Step readMarkup();
  Step readTag();
  Step skipDeclaration();
  Step skipTo(const QString& end, qsizetype from, const QString& what);
  void saveText();
  QString resolved(QString text) const;
  LooseError undefined(QLatin1String property) const;
  void addText(const QString& text);
  void closeTag();
  void closeUnpaired();
  Step readEndTag();
  Step readData();
  Step readInstruction();

  const QString m_xml;
  LooseEntities m_entities;
  qsizetype m_at = 0;
  QString m_text;
  std::vector<LooseNode>
      m_open;      ///< each becomes the last child of the one before it; none behind one end too many
  LooseNode m_top; ///< what m_open began with, once it is closed
};

QString LooseReader::resolved(QString text) const
{
  struct Entity
  {
    std::array<QLatin1String, 3> names;
    QLatin1String character;
  };
  static constexpr std::array<Entity, 5> entities = {{{{"&apos;"_L1, "&#39;"_L1, "&#x27;"_L1}, "'"_L1},
                                                      {{"&gt;"_L1, "&#62;"_L1, "&#x3E;"_L1}, ">"_L1},
                                                      {{"&lt;"_L1, "&#60;"_L1, "&#x3C;"_L1}, "<"_L1},
                                                      {{"&quot;"_L1, "&#34;"_L1, "&#x22;"_L1}, R"(")"_L1},
                                                      {{"&amp;"_L1, "&#38;"_L1, "&#x26;"_L1}, "&"_L1}}};
  if (m_entities == LooseEntities::Keep || !text.contains(u'&'))
    return text;
  for (const Entity& entity : entities) {
    QString known;
    for (qsizetype at = 0; at < text.size();) {
      const QStringView rest = QStringView(text).mid(at);
      const auto name = std::find_if(entity.names.begin(), entity.names.end(),
                                     [&](QLatin1String each) { return rest.startsWith(each); });
      known += name == entity.names.end() ? QString(rest.front()) : QString(entity.character);
      at += name == entity.names.end() ? 1 : name->size();
    }
    text = known;
  }
  return text;
}

LooseError LooseReader::undefined(QLatin1String property) const
{
  return LooseError{u"Cannot read properties of undefined (reading '%1')"_s.arg(property)};
}

void LooseReader::addText(const QString& text)
{
  LooseNode node;
  node.name = LooseNode::kText;
  node.text = text;
  m_open.back().children.push_back(std::move(node));
}

void LooseReader::saveText()
{
  if (!m_text.isEmpty() && !m_open.empty())
    addText(resolved(m_text));
  m_text.clear();
}

void LooseReader::closeTag()
{
  LooseNode node = std::move(m_open.back());
  m_open.pop_back();
  if (m_open.empty())
    m_top = std::move(node);
  else
    m_open.back().children.push_back(std::move(node));
}

LooseReader::Step LooseReader::skipTo(const QString& end, qsizetype from, const QString& what)
{
  const qsizetype found = m_xml.indexOf(end, from);
  if (found < 0)
    return LooseError{what + u" is not closed."_s};
  m_at = found + end.size();
  return Unit{};
}

LooseReader::Step LooseReader::skipDeclaration()
{
  int depth = 0;
  for (; m_at < m_xml.size(); ++m_at) {
    const QChar c = m_xml[m_at];
    if (c == u'[')
      ++depth;
    else if (c == u']')
      --depth;
    else if (c == u'>' && depth <= 0) {
      ++m_at;
      return Unit{};
    }
  }
  return LooseError{u"Unclosed DOCTYPE"_s};
}

/// A name without a value is none; of two with one name the last counts, at the place of the first.
QList<std::pair<QString, QString>> attributesIn(QStringView text)
{
  QList<std::pair<QString, QString>> attributes;
  QHash<QString, qsizetype> places;
  const auto behind = [&](qsizetype from) {
    while (from < text.size() && isClientBlank(text[from]))
      ++from;
    return from;
  };
  qsizetype at = 0;
  while (at < text.size()) {
    if (isClientBlank(text[at]) || text[at] == u'=') {
      ++at;
      continue;
    }
    const qsizetype begun = at;
    while (at < text.size() && !isClientBlank(text[at]) && text[at] != u'=')
      ++at;
    const QString name = text.mid(begun, at - begun).toString();
    const qsizetype sign = behind(at);
    if (sign >= text.size() || text[sign] != u'=')
      continue;
    const qsizetype open = behind(sign + 1);
    const bool isQuoted = open < text.size() && (text[open] == u'"' || text[open] == u'\'');
    const qsizetype close = isQuoted ? text.indexOf(text[open], open + 1) : -1;
    if (close < 0)
      continue;
    const QString value = text.mid(open + 1, close - open - 1).toString();
    const auto known = places.constFind(name);
    if (known == places.cend()) {
      places.insert(name, attributes.size());
      attributes.append({name, value});
    } else {
      attributes[*known].second = value;
    }
    at = close + 1;
  }
  return attributes;
}

/// Where what began at `at` ends with `end`, which quotes hide; -1 when it does not.
qsizetype endBehindQuotes(QStringView xml, qsizetype at, QLatin1String end)
{
  QChar quote;
  for (; at < xml.size(); ++at) {
    const QChar c = xml[at];
    if (!quote.isNull())
      quote = c == quote ? QChar() : quote;
    else if (c == u'"' || c == u'\'')
      quote = c;
    else if (xml.mid(at).startsWith(end))
      return at;
  }
  return -1;
}

/// A tag's name and attributes; a slash at the end of either is taken off.
LooseNode tagFrom(QStringView inside, bool& isEmpty)
{
  const auto blank = std::find_if(inside.begin(), inside.end(), isClientBlank);
  const qsizetype nameEnd = blank - inside.begin();
  LooseNode node;
  node.name = inside.left(nameEnd).toString();
  isEmpty = inside.endsWith(u'/');
  if (isEmpty && node.name.endsWith(u'/'))
    node.name.chop(1);
  else
    node.attributes = attributesIn(inside.mid(nameEnd, inside.size() - nameEnd - (isEmpty ? 1 : 0)));
  return node;
}

LooseReader::Step LooseReader::readTag()
{
  const qsizetype begun = m_at + 1;
  const qsizetype end = endBehindQuotes(m_xml, begun, ">"_L1);
  if (end < 0)
    return undefined("tagName"_L1);
  m_at = end + 1;
  bool isEmpty = false;
  LooseNode node = tagFrom(QStringView(m_xml).mid(begun, end - begun), isEmpty);
  for (auto& [name, value] : node.attributes)
    value = resolved(value);
  if (m_open.size() == 1)
    m_text.clear(); // before a tag at the top, text is lost
  saveText();
  closeUnpaired();
  if (m_open.empty())
    return undefined("addChild"_L1);
  if (m_open.size() > kMostOpen)
    return LooseError{u"Maximum nested tags exceeded"_s};
  m_open.push_back(std::move(node));
  if (isEmpty)
    closeTag();
  return Unit{};
}

void LooseReader::closeUnpaired()
{
  if (m_entities == LooseEntities::Resolve && m_open.size() > 1 && m_open.back().name == "br"_L1)
    closeTag();
}

LooseReader::Step LooseReader::readEndTag()
{
  const qsizetype begun = m_at + 2;
  SCRIPTORIUM_TRY(skipTo(u">"_s, m_at, u"Closing Tag"_s));
  const QStringView name = clientTrimmed(QStringView(m_xml).mid(begun, m_at - 1 - begun));
  saveText();
  if (m_entities == LooseEntities::Resolve && name == "br"_L1)
    return LooseError{u"Unpaired tag can not be used as closing tag: </br>"_s};
  closeUnpaired();
  if (!m_open.empty())
    closeTag();
  return Unit{};
}

LooseReader::Step LooseReader::readData()
{
  const qsizetype begun = m_at + 9;
  SCRIPTORIUM_TRY(skipTo(u"]]>"_s, m_at, u"CDATA"_s));
  if (m_open.empty())
    return undefined(m_text.isEmpty() ? "tagname"_L1 : "child"_L1);
  saveText();
  addText(m_xml.mid(begun, std::max(m_at - 3 - begun, qsizetype(0))));
  return Unit{};
}

LooseReader::Step LooseReader::readInstruction()
{
  const qsizetype begun = m_at + 1;
  const qsizetype end = endBehindQuotes(m_xml, begun, "?>"_L1);
  if (end < 0)
    return LooseError{u"Pi Tag is not closed."_s};
  m_at = end + 2;
  if (m_open.empty())
    return undefined(m_text.isEmpty() ? "addChild"_L1 : "child"_L1);
  saveText();
  bool isEmpty = false;
  LooseNode node = tagFrom(QStringView(m_xml).mid(begun, end - begun), isEmpty);
  m_open.back().children.push_back(std::move(node));
  return Unit{};
}

LooseReader::Step LooseReader::readMarkup()
{
  const auto begins = [this](QLatin1String text) { return QStringView(m_xml).mid(m_at).startsWith(text); };
  if (begins("</"_L1))
    return readEndTag();
  if (begins("<?"_L1))
    return readInstruction();
  if (begins("<!--"_L1))
    return skipTo(u"-->"_s, m_at + 4, u"Comment"_s);
  if (begins("<!D"_L1))
    return skipDeclaration();
  return begins("<!["_L1) ? readData() : readTag();
}

Result<LooseNode, LooseError> LooseReader::read()
{
  while (m_at < m_xml.size()) {
    if (m_xml[m_at] == u'<') {
      SCRIPTORIUM_TRY(readMarkup());
      continue;
    }
    const qsizetype next = m_xml.indexOf(u'<', m_at);
    const qsizetype end = next < 0 ? m_xml.size() : next;
    m_text += QStringView(m_xml).mid(m_at, end - m_at);
    m_at = end;
  }
  // Text behind the last tag is lost, as there.
  while (!m_open.empty())
    closeTag();
  return std::move(m_top);
}

} // namespace

std::optional<QString> LooseNode::rawAttribute(QStringView key) const
{
  for (const auto& [attributeName, value] : attributes)
    if (attributeName == key)
      return value;
  return std::nullopt;
}

std::optional<QString> LooseNode::attribute(QStringView key) const
{
  const std::optional<QString> value = rawAttribute(key);
  return value ? std::optional(clientTrimmed(*value).toString()) : std::nullopt;
}

int LooseNode::count(QStringView childName) const
{
  int found = 0;
  for (const LooseNode& node : children)
    found += node.name == childName ? 1 : 0;
  return found;
}

const LooseNode* LooseNode::child(QStringView childName) const
{
  for (const LooseNode& node : children)
    if (node.name == childName)
      return &node;
  return nullptr;
}

Result<LooseNode, LooseError> parseLoosely(const QString& xml, LooseEntities entities)
{
  return LooseReader(xml, entities).read();
}

} // namespace scriptorium::capa
