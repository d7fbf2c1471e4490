#include "render/web/sitecourse.h"

#include "markup/html/htmltree.h"
#include "markup/markup.h"
#include "markup/visibletext.h"
#include "model/coursefiles.h"
#include "olx/write/blocktext.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

constexpr int kMostDepth = 200;
const QString kStatic = u"static/"_s;

/// What the LMS makes of a path below static/: "/" and all but word characters, ".", "%" and "-" become "_".
QString assetName(QString path)
{
  static const QRegularExpression kOther(u"[^\\w.%-]"_s, QRegularExpression::UseUnicodePropertiesOption);
  return path.replace(kOther, u"_"_s);
}

/// As LMS: an open response assessment is called what its element says.
QString assessmentTitle(const QByteArray& olx)
{
  QXmlStreamReader reader(olx);
  while (!reader.atEnd()) {
    if (reader.readNext() != QXmlStreamReader::StartElement || reader.name() != "title"_L1)
      continue;
    const QString title = reader.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
    return title.isEmpty() ? u"Open Response Assessment"_s : title;
  }
  return u"Open Response Assessment"_s;
}

} // namespace

QString isoMoment(Timestamp moment)
{
  return QDateTime::fromMSecsSinceEpoch(moment.time_since_epoch().count(), Qt::UTC)
      .toString(u"yyyy-MM-dd'T'HH:mm:ss'Z'"_s);
}

SiteCourse::SiteCourse(const CourseView& course, const BlockTypes& types, CourseKey key)
    : m_course(course), m_types(types), m_key(std::move(key)), m_policy(course)
{}

SiteCourse::~SiteCourse() = default;

Result<std::unique_ptr<SiteCourse>> SiteCourse::of(const CourseView& course, const BlockTypes& types,
                                                   const CourseKey& key)
{
  std::unique_ptr<SiteCourse> site(new SiteCourse(course, types, key));
  SCRIPTORIUM_TRY_ASSIGN(CourseProblems problems, CourseProblems::of(course));
  site->m_problems = std::make_unique<CourseProblems>(std::move(problems));
  SCRIPTORIUM_TRY(site->walk());
  return site;
}

/// In the order of the outline; a block that stands in several places counts where it comes first.
Result<Unit> SiteCourse::walk()
{
  struct Waiting
  {
    BlockId id;
    int parent;
    int depth;
  };
  std::vector<Waiting> waiting{{m_course.root(), -1, 0}};
  QSet<BlockId> met;
  while (!waiting.empty()) {
    const Waiting next = waiting.back();
    waiting.pop_back();
    if (met.contains(next.id) || next.depth > kMostDepth)
      continue;
    met.insert(next.id);
    const auto block = m_course.block(next.id);
    const auto version = block ? m_course.version(next.id) : Result<BlockVersion>(block.error());
    if (!version && version.error().kind == Error::Kind::NotFound)
      continue; // never published
    if (!version)
      return version.error();
    const int index = int(m_nodes.size());
    const bool isRoot = next.parent < 0 && m_key.kind() == CourseKey::Kind::Course;
    const QString name = isRoot ? u"course"_s : block->urlName; // as LMS: not the run
    m_nodes.push_back({next.id, block->type, name, next.parent, {}, next.depth});
    m_byName.insert({block->type, block->urlName}, index);
    m_byName.insert({block->type, name}, index);
    noteSetters(index, block->type, block->urlName, version->fields);
    if (next.parent >= 0)
      m_nodes[size_t(next.parent)].children.push_back(index);
    std::vector<Waiting> below;
    for (const Child& child : version->children)
      if (child.form != Child::Form::Raw && child.block.isValid())
        below.push_back({child.block, index, next.depth + 1});
    waiting.insert(waiting.end(), below.rbegin(), below.rend()); // the first is taken first
  }
  return Unit{};
}

int SiteCourse::find(const QString& type, const QString& name) const
{
  return m_byName.value({type, name}, -1);
}

int SiteCourse::find(const QString& usage) const
{
  const auto name = parseUsage(usage);
  if (!name)
    return -1;
  const int node = find(name->type, name->blockId);
  const bool isForeign = usage.startsWith(u"block-v1:"_s) && node >= 0 && usage != usageKey(node);
  return isForeign ? -1 : node;
}

std::vector<int> SiteCourse::nodesOf(const QStringList& stateKeys) const
{
  std::vector<int> nodes;
  for (const QString& key : stateKeys)
    if (const int node = find(key.section(u'/', 0, 0), key.section(u'/', 1)); node >= 0)
      nodes.push_back(node);
  std::ranges::sort(nodes);
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

QString SiteCourse::usageKey(int node) const
{
  return m_key.usageKey(this->node(node).type, this->node(node).name);
}

std::vector<int> SiteCourse::path(int node) const
{
  std::vector<int> path;
  for (int at = node; at >= 0; at = m_nodes[size_t(at)].parent)
    path.push_back(at);
  std::ranges::reverse(path);
  return path;
}

int SiteCourse::ancestor(int node, QStringView type) const
{
  int at = node;
  while (at >= 0 && m_nodes[size_t(at)].type != type)
    at = m_nodes[size_t(at)].parent;
  return at;
}

void SiteCourse::noteSetters(int node, const QString& type, const QString& urlName, const Fields& fields)
{
  const auto isHere = [&](const QString& name) {
    return fields.contains(name) || m_policy.value(type, urlName, name).has_value();
  };
  if (isHere(u"group_access"_s))
    m_restricted.insert(node);
  for (const QString& name : {u"start"_s, u"visible_to_staff_only"_s, u"graded"_s, u"hide_from_toc"_s}) {
    QSet<int>& setters = m_setters[name];
    if (isHere(name))
      setters.insert(node);
  }
}

const QHash<QString, SiteCourse::FieldValue>& SiteCourse::fields(int node) const
{
  const auto known = m_fields.constFind(node);
  if (known != m_fields.cend())
    return *known;
  QHash<QString, FieldValue> values;
  if (const auto effective = effectiveFields(m_course, m_types, m_policy, this->node(node).id))
    for (const EffectiveField& field : *effective) {
      const bool isOwn = field.origin == FieldOrigin::Set || field.origin == FieldOrigin::Policy;
      values.insert(field.name, {Json::parse(field.json).value_or(Json()), isOwn});
    }
  return *m_fields.insert(node, values);
}

/// Most blocks inherit what everybody is asked for: that is found without reading all fields of each.
Json SiteCourse::field(int node, const QString& name) const
{
  const auto setters = m_setters.constFind(name);
  int at = node;
  if (setters != m_setters.cend())
    while (this->node(at).parent >= 0 && !setters->contains(at))
      at = this->node(at).parent;
  return fields(at).value(name).json;
}

bool SiteCourse::isSet(int node, const QString& name) const
{
  return fields(node).value(name).isOwn;
}

std::optional<Timestamp> SiteCourse::date(int node, const QString& name) const
{
  const Json value = field(node, name);
  return value.isText() ? capa::dateFromText(value.text()) : std::nullopt;
}

QString SiteCourse::title(int node) const
{
  const bool isOpen = this->node(node).type == "openassessment"_L1;
  const QString title = isOpen ? assessmentTitle(body(node)) : textOf(node, u"display_name"_s);
  return title.isEmpty() ? QString(this->node(node).name).replace(u'_', u' ') : title;
}

QByteArray SiteCourse::body(int node) const
{
  return olx::blockText(m_course, this->node(node).id).value_or(QByteArray());
}

QString SiteCourse::text(int node) const
{
  if (!this->node(node).children.empty())
    return {};
  if (const auto at = m_texts.constFind(node); at != m_texts.cend())
    return *at;
  static const QRegularExpression kLater(
      u"<(solution|demandhint|hintgroup|hint|choicehint|optionhint|stringequalhint|correcthint|compoundhint|"
      "additional_answer|answer|script)\\b[^>]*(?<!/)>.*?</\\1\\s*>"_s,
      QRegularExpression::DotMatchesEverythingOption);
  QByteArray shown = body(node);
  if (this->node(node).type == "problem"_L1)
    shown = QString::fromUtf8(shown).remove(kLater).toUtf8();
  return *m_texts.insert(node, QString::fromUtf8(markup::visibleText(shown)));
}

int SiteCourse::wordCount(int node) const
{
  if (const auto at = m_words.constFind(node); at != m_words.cend())
    return *at;
  const auto page = markup::parseHtml(QString::fromUtf8(body(node)));
  const int words =
      page ? int(markup::textContent(*page).simplified().split(u' ', Qt::SkipEmptyParts).size()) : 0;
  m_words.insert(node, words);
  return words;
}

std::optional<QByteArray> SiteCourse::file(const QString& path) const
{
  return fileBytes(m_course, path);
}

QString SiteCourse::assetPath(const QString& name) const
{
  if (m_assets.isEmpty())
    if (const auto files = m_course.blocks(kFileType.toString()))
      for (const BlockId id : *files)
        if (const auto file = m_course.block(id); file && file->urlName.startsWith(kStatic))
          m_assets.insert(assetName(file->urlName.sliced(kStatic.size())), file->urlName);
  return m_assets.value(assetName(name));
}

Json SiteCourse::gradingPolicy() const
{
  const auto bytes = file(m_policy.gradingPolicyPath());
  return bytes ? Json::parse(QByteArrayView(*bytes)).value_or(Json()) : Json();
}

} // namespace scriptorium::render
