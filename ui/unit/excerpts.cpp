#include "ui/unit/excerpts.h"

#include "olx/write/blocktext.h"
#include "ui/document/coursedocument.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qsizetype kRead = 16 * 1024;
constexpr qsizetype kShown = 300;

QString shortened(const QString& value)
{
  constexpr qsizetype kLength = 80;
  return value.size() > kLength ? value.left(kLength) + u'…' : value;
}

/// Of a block without text: what is set on it.
QString fieldsText(const CourseDocument& document, const Outline::Node& node)
{
  constexpr qsizetype kFields = 3;
  QStringList parts;
  const auto version = document.store().version(node.row.id);
  const Fields fields = version ? version->fields : Fields();
  for (const auto& entry : fields) {
    const FieldSpec* spec = document.types().field(node.row.type, entry.name);
    const bool isEmpty =
        QStringList{u""_s, u"{}"_s, u"[]"_s, u"null"_s, u"\"\""_s}.contains(entry.value.trimmed());
    const bool isShown = spec && spec->editor != "hidden"_L1 && entry.name != "display_name"_L1;
    if (isShown && !isEmpty && parts.size() < kFields)
      parts.append(u"%1: %2"_s.arg(spec->displayName, shortened(entry.value.simplified())));
  }
  return parts.isEmpty() ? Excerpts::tr("No text") : parts.join(u" · "_s);
}

/// How many blocks of each kind lie below a node, in words.
QString contentsText(const CourseDocument& document, const Outline::Node* node)
{
  QHash<QString, int> counts;
  const auto count = [&](const auto& self, const Outline::Node* parent) -> void {
    for (const Outline::Node* child : parent->children) {
      ++counts[document.types().type(child->row.type).category == "structure"_L1 ? child->row.type
                                                                                 : QString()];
      self(self, child);
    }
  };
  count(count, node);
  QStringList parts;
  const auto add = [&](const QString& type, const QString& words) {
    if (counts.value(type) > 0)
      parts.append(words);
  };
  add(u"chapter"_s, Excerpts::tr("%n section(s)", nullptr, counts.value(u"chapter"_s)));
  add(u"sequential"_s, Excerpts::tr("%n subsection(s)", nullptr, counts.value(u"sequential"_s)));
  add(u"vertical"_s, Excerpts::tr("%n unit(s)", nullptr, counts.value(u"vertical"_s)));
  add(QString(), Excerpts::tr("%n component(s)", nullptr, counts.value(QString())));
  return parts.isEmpty() ? Excerpts::tr("Empty") : parts.join(u" · "_s);
}

} // namespace

QString visibleText(QByteArrayView markup, qsizetype limit)
{
  QString text = QString::fromUtf8(markup.first(qMin(markup.size(), kRead)));
  static const QRegularExpression kUnseen(u"<(script|style)\\b.*?(</\\1\\s*>|$)|<!--.*?(-->|$)"_s,
                                          QRegularExpression::DotMatchesEverythingOption |
                                              QRegularExpression::CaseInsensitiveOption);
  static const QRegularExpression kTag(u"<[^>]*(>|$)"_s);
  text.replace(kUnseen, u" "_s);
  text.replace(kTag, u" "_s);
  const QList<QPair<QString, QString>> entities{
      {u"&nbsp;"_s, u" "_s}, {u"&lt;"_s, u"<"_s},   {u"&gt;"_s, u">"_s}, {u"&quot;"_s, u"\""_s},
      {u"&#39;"_s, u"'"_s},  {u"&apos;"_s, u"'"_s}, {u"&amp;"_s, u"&"_s}};
  for (const auto& [entity, character] : entities)
    text.replace(entity, character);
  return text.simplified().left(limit);
}

Excerpts::Excerpts(CourseDocument& document, QObject* parent) : QObject(parent), m_document(document)
{
  connect(&document, &CourseDocument::changed, this, &Excerpts::forget);
  connect(&document, &CourseDocument::reloaded, this, [this] { m_known.clear(); });
}

QString Excerpts::of(BlockId block)
{
  const auto known = m_known.constFind(block);
  if (known != m_known.cend())
    return *known;
  return *m_known.insert(block, read(block));
}

QString Excerpts::read(BlockId block) const
{
  const Outline::Node* node = m_document.outline().find(block);
  if (!node)
    return {};
  if (!node->children.empty() || m_document.types().type(node->row.type).isContainer)
    return contentsText(m_document, node);
  const auto body = olx::blockText(m_document.store(), block);
  const QString text = body ? visibleText(*body, kShown) : QString();
  return text.isEmpty() ? fieldsText(m_document, *node) : text;
}

void Excerpts::forget(const ChangeSet& changes)
{
  if (changes.blocks.size() > OutlineModel::kPreciseRows) {
    m_known.clear();
    return;
  }
  for (const auto& entry : changes.blocks)
    for (const Outline::Node* node : m_document.outline().path(entry.block))
      m_known.remove(node->row.id);
}

} // namespace scriptorium
