#include "grading/authoring/loosexml.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

constexpr size_t kMostLevels = 500;

class LooseReader
{
public:
  LooseReader(const QString& xml, LooseEntities entities) : m_xml(xml), m_entities(entities)
  {
    m_open.emplace_back();
  }

  Result<LooseNode, LooseError> read();

private:
  using Step = Result<Unit, LooseError>;

  Step readMarkup();
  Step readTag();
  Step skipDeclaration();
  Step skipTo(const QString& end, const QString& what);
  void saveText();
  QString resolved(QString text) const;
  void closeTag();

  const QString& m_xml;
  LooseEntities m_entities;
  qsizetype m_at = 0;
  QString m_text;
  std::vector<LooseNode> m_open; ///< each becomes the last child of the one before it
};

QString LooseReader::resolved(QString text) const
{
  if (m_entities == LooseEntities::Keep)
    return text;
  return text.replace("&apos;"_L1, "'"_L1)
      .replace("&gt;"_L1, ">"_L1)
      .replace("&lt;"_L1, "<"_L1)
      .replace("&quot;"_L1, "\""_L1)
      .replace("&amp;"_L1, "&"_L1);
}

void LooseReader::saveText()
{
  if (m_text.isEmpty())
    return;
  LooseNode node;
  node.name = LooseNode::kText;
  node.text = resolved(std::exchange(m_text, QString()));
  m_open.back().children.push_back(std::move(node));
}

void LooseReader::closeTag()
{
  LooseNode node = std::move(m_open.back());
  m_open.pop_back();
  m_open.back().children.push_back(std::move(node));
}

LooseReader::Step LooseReader::skipTo(const QString& end, const QString& what)
{
  const qsizetype found = m_xml.indexOf(end, m_at);
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

QList<std::pair<QString, QString>> attributesIn(const QString& text)
{
  static const QRegularExpression pattern(u"([^\\s=]+)\\s*(=\\s*(['\"])([\\s\\S]*?)\\3)?"_s);
  QList<std::pair<QString, QString>> attributes;
  QRegularExpressionMatchIterator matches = pattern.globalMatch(text);
  while (matches.hasNext()) {
    const QRegularExpressionMatch match = matches.next();
    if (match.capturedStart(2) >= 0)
      attributes.append({match.captured(1), match.captured(4)});
  }
  return attributes;
}

LooseReader::Step LooseReader::readTag()
{
  const qsizetype begun = ++m_at;
  QChar quote;
  for (; m_at < m_xml.size(); ++m_at) {
    const QChar c = m_xml[m_at];
    if (!quote.isNull())
      quote = c == quote ? QChar() : quote;
    else if (c == u'"' || c == u'\'')
      quote = c;
    else if (c == u'>')
      break;
  }
  if (m_at >= m_xml.size())
    return LooseError{u"Unclosed tag"_s};
  QString inside = m_xml.mid(begun, m_at - begun).replace(u'\t', u' ');
  ++m_at;
  const bool isEmpty = inside.endsWith(u'/');
  if (isEmpty)
    inside.chop(1);
  static const QRegularExpression blank(u"\\s"_s);
  const qsizetype nameEnd = inside.indexOf(blank);
  LooseNode node;
  node.name = inside.left(nameEnd);
  if (nameEnd >= 0)
    node.attributes = attributesIn(inside.mid(nameEnd));
  for (auto& [name, value] : node.attributes)
    value = resolved(value);
  const bool needsNoEnd = m_entities == LooseEntities::Resolve && node.name == "br"_L1;
  saveText();
  if (m_open.size() > kMostLevels)
    return LooseError{u"Maximum nested tags exceeded"_s};
  m_open.push_back(std::move(node));
  if (isEmpty || needsNoEnd)
    closeTag();
  return Unit{};
}

LooseReader::Step LooseReader::readMarkup()
{
  const auto begins = [this](QLatin1String text) { return QStringView(m_xml).mid(m_at).startsWith(text); };
  if (begins("</"_L1)) {
    SCRIPTORIUM_TRY(skipTo(u">"_s, u"Closing Tag"_s));
    saveText();
    if (m_open.size() == 1)
      return LooseError{u"Cannot read properties of undefined (reading 'tagname')"_s};
    closeTag();
    return Unit{};
  }
  if (begins("<!--"_L1))
    return skipTo(u"-->"_s, u"Comment"_s);
  if (begins("<![CDATA["_L1)) {
    const qsizetype begun = m_at + 9;
    SCRIPTORIUM_TRY(skipTo(u"]]>"_s, u"CDATA"_s));
    saveText();
    m_text = m_xml.mid(begun, m_at - 3 - begun);
    saveText();
    return Unit{};
  }
  if (begins("<!D"_L1))
    return skipDeclaration();
  if (!begins("<?"_L1))
    return readTag();
  saveText();
  const qsizetype begun = m_at + 1;
  SCRIPTORIUM_TRY(skipTo(u"?>"_s, u"Pi Tag"_s));
  LooseNode node;
  node.name = m_xml.mid(begun, m_at - 2 - begun).section(u' ', 0, 0);
  m_open.back().children.push_back(std::move(node));
  return Unit{};
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
  while (m_open.size() > 1)
    closeTag();
  return std::move(m_open.front());
}

} // namespace

std::optional<QString> LooseNode::attribute(QStringView key) const
{
  for (const auto& [attributeName, value] : attributes)
    if (attributeName == key)
      return value.trimmed();
  return std::nullopt;
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
