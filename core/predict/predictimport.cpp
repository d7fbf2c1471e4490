#include "predict/predictimport.h"

#include "model/coursekey.h"
#include "olx/records/blocknaming.h"
#include "predict/blockloader.h"
#include "predict/drafts.h"
#include "predict/tagsfile.h"

#include <QFileInfo>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace predict {
namespace {

constexpr qsizetype kMaxKeyLength = 255;

/// Folders with pages beside the tree, and the block types of what lies in them.
constexpr std::pair<QStringView, QStringView> kPages[] = {{u"info", u"course_info"},
                                                          {u"tabs", u"static_tab"},
                                                          {u"custom_tags", u"custom_tag_template"},
                                                          {u"about", u"about"}};

Finding refusal(const QString& sentence, const QString& file = {}, int line = 0)
{
  return {Finding::Severity::Error,
          u"studio-refuses"_s,
          u"Studio's import will fail: %1."_s.arg(sentence),
          u"Correct this first; until then nothing of the course can be imported into Studio."_s,
          {file, line, {}, {}, {}}};
}

/// The walk that ends at the first thing that makes the whole import fail.
class StudioImport
{
public:
  StudioImport(const UnpackedCourse& files, const BlockTypes& types) : m_files(files), m_types(types) {}
  Prediction run();

private:
  using Step = std::optional<Finding>; ///< nothing: goes on
  Step findRoot();
  Step readRoot();
  Step readPolicy();
  Step readGradingPolicy() const;
  Step loadCourse();
  void loadPages();
  void loadPagesIn(const QString& folder, const QString& type);
  Step checkIds();
  Step checkStatic() const;
  Step loadDrafts();
  Step applyTags() const;
  Json jsonAt(const QString& path) const;

  const UnpackedCourse& m_files;
  const BlockTypes& m_types;
  QString m_folder; ///< of the course root; with '/' at its end unless it is the top
  std::optional<BlockLoader> m_loader;
  std::optional<Node> m_root;
  QString m_run;
  QSet<QString> m_published;
  QSet<QString> m_draft;
  Prediction m_prediction;
};

/// Source: tasks.py: the first folder with a course.xml, from the top down.
StudioImport::Step StudioImport::findRoot()
{
  const QStringList all = m_files.filesBelow({});
  QStringList roots;
  for (const QString& path : all)
    if (path == "course.xml"_L1 || path.endsWith("/course.xml"_L1))
      roots.append(path.chopped(int(qstrlen("course.xml"))));
  if (roots.isEmpty())
    return refusal(u"there is no course.xml in it"_s);
  m_folder = roots.first();
  for (const QString& root : std::as_const(roots)) // a folder before those below it, then by name
    if (m_folder.startsWith(root) || (!root.startsWith(m_folder) && root < m_folder))
      m_folder = root;
  return std::nullopt;
}

/// Source: xml.py, load_course.
StudioImport::Step StudioImport::readRoot()
{
  m_loader.emplace(m_files, m_folder, m_types);
  const auto root = m_loader->readFile(u"course.xml"_s);
  if (!root)
    return refusal(root.error().sentence, u"course.xml"_s, root.error().line);
  m_root = *root;
  const auto& attributes = root->attributes;
  const auto attribute = [&](const char* name) { return attributes.value(QString::fromLatin1(name)); };
  const QString org = attribute("org").value_or(u"edx"_s);
  const QString course = attribute("course").value_or(m_folder.isEmpty() ? u"course"_s : m_folder);
  m_run = attribute("url_name").value_or(attribute("slug").value_or(QString()));
  const bool hasPolicy = !m_run.isEmpty();
  if (!hasPolicy)
    m_run = olx::cleanedName(attribute("name").value_or(QString()));
  if (m_run.isEmpty())
    return refusal(u"course.xml has no url_name"_s, u"course.xml"_s, root->element->line);
  for (const QString& part : {org, course, m_run})
    if (QString(part).remove(u':').remove(u'~') != part || !isOldId(part))
      return refusal(u"“%1” cannot be a part of the course's key"_s.arg(part), u"course.xml"_s,
                     root->element->line);
  return hasPolicy ? readPolicy() : std::nullopt;
}

/// An empty object for a file that is missing or no JSON.
Json StudioImport::jsonAt(const QString& path) const
{
  const auto text = m_files.text(m_folder + path);
  const auto json = text ? Json::parse(*text) : std::nullopt;
  return json.value_or(Json::object());
}

StudioImport::Step StudioImport::readPolicy()
{
  QString path = u"policies/%1/policy.json"_s.arg(m_run);
  Json policy = jsonAt(path);
  if (policy.isObject() && policy.isEmpty()) {
    path = u"policies/%1.json"_s.arg(m_run);
    policy = jsonAt(path);
  }
  if (!policy.isObject())
    return refusal(u"%1 is no object"_s.arg(path), path, 1);
  m_loader->setPolicy(path, policy);
  return std::nullopt;
}

/// Source: course_block.py, set_grading_policy: what is JSON must be a dict, or pairs.
StudioImport::Step StudioImport::readGradingPolicy() const
{
  for (const QString& path : {u"policies/%1/grading_policy.json"_s.arg(m_run), u"grading_policy.json"_s}) {
    if (!m_files.isFile(m_folder + path))
      continue;
    const Json policy = jsonAt(path);
    const bool isUsable = policy.isObject() || policy.isNull() || policy.isEmpty();
    return isUsable ? std::nullopt : Step(refusal(u"%1 is no object"_s.arg(path), path, 1));
  }
  return std::nullopt;
}

StudioImport::Step StudioImport::loadCourse()
{
  const auto loaded = m_loader->load(*m_root);
  m_prediction.causes.append(m_loader->lost());
  if (!loaded)
    return refusal(u"the course itself cannot be loaded; %1"_s.arg(loaded.error().sentence),
                   loaded.error().file, loaded.error().line);
  if (auto refused = readGradingPolicy())
    return refused;
  m_published = m_loader->blocks();
  m_published.remove(*loaded);
  loadPages();
  return checkIds();
}

/// Source: xml.py, _load_extra_content.
void StudioImport::loadPagesIn(const QString& folder, const QString& type)
{
  const QStringList paths = m_files.filesIn(m_folder + folder);
  for (const QString& path : paths) {
    const QString file = path.section(u'/', -1);
    const qsizetype dot = file.lastIndexOf(u'.');
    const QString id = dot > 0 ? file.first(dot) : file;
    if (file.startsWith(u'.') || file.endsWith(u'~') || !m_files.text(path))
      continue;
    if (!path.contains(".json"_L1)) {
      if (isOldId(id))
        m_published.insert(type + u'/' + id);
      continue;
    }
    const QStringList parts = file.split(u'.'); // NAME.FIELD.json
    if (parts.size() != 3 || parts[2] != "json"_L1 || parts[1] == "data"_L1 || parts[1] == "metadata"_L1 ||
        !Json::parse(*m_files.text(path)) || !isOldId(parts[0]))
      continue;
    m_published.insert(type + u'/' + parts[0]);
  }
}

void StudioImport::loadPages()
{
  for (const auto& [folder, type] : kPages) {
    loadPagesIn(folder.toString(), type.toString());
    loadPagesIn(folder.toString() + u'/' + m_run, type.toString());
  }
}

/// The names that the key of the new course does not allow, which shows only when the blocks are written.
StudioImport::Step StudioImport::checkIds()
{
  for (const QString& block : std::as_const(m_published)) {
    const QString id = block.section(u'/', 1);
    if (id.contains(u'%'))
      return refusal(u"“%1” has a % in its name, at which Studio stops half-way"_s.arg(block));
    if (id.size() > kMaxKeyLength)
      m_prediction.causes.append(
          {Finding::Severity::Error,
           u"studio-cannot-export"_s,
           u"Studio will take “%1…”, and then fail at every export of the course: the name is "
           "longer than 255 characters."_s.arg(block.left(40)),
           u"Give the block a shorter url_name."_s,
           {{}, 0, block.section(u'/', 0, 0), id, {}}});
  }
  return std::nullopt;
}

/// Source: xml_importer.py, StaticContentImporter: it opens every name that it sees.
StudioImport::Step StudioImport::checkStatic() const
{
  for (const QString& folder : {u"static"_s, u"static_import"_s}) {
    const QStringList paths = m_files.filesBelow(m_folder + folder);
    for (const QString& path : paths) {
      const QString name = path.section(u'/', -1);
      const bool isPassedOver = name.startsWith("._"_L1) || name == ".DS_Store"_L1 || name.endsWith(u'~');
      if (!isPassedOver && !m_files.isFile(path) && !m_files.isFolder(path))
        return refusal(u"the link %1 leads to no file"_s.arg(path.sliced(m_folder.size())),
                       path.sliced(m_folder.size()));
    }
  }
  return std::nullopt;
}

StudioImport::Step StudioImport::loadDrafts()
{
  m_draft = m_published;
  DraftLoader drafts(m_files, m_folder + u"drafts/"_s, m_types, m_draft);
  const auto failed = drafts.run();
  m_prediction.causes.append(drafts.lost());
  return failed ? Step(refusal(*failed)) : std::nullopt;
}

StudioImport::Step StudioImport::applyTags() const
{
  const auto text = m_files.text(m_folder + u"tags.csv"_s);
  const auto complaint = text ? complaintOfTags(*text) : std::nullopt;
  return complaint ? Step(refusal(complaint->sentence, u"tags.csv"_s, complaint->line)) : std::nullopt;
}

Prediction StudioImport::run()
{
  const auto failed = [this]() -> Step {
    for (const auto step : {&StudioImport::findRoot, &StudioImport::readRoot, &StudioImport::loadCourse})
      if (auto refused = (this->*step)())
        return refused;
    if (auto refused = checkStatic())
      return refused;
    if (auto refused = loadDrafts())
      return refused;
    return applyTags();
  }();
  if (m_loader)
    m_prediction.causes.append(m_loader->notExportable());
  if (failed) {
    m_prediction.succeeds = false;
    m_prediction.causes.prepend(*failed);
    return m_prediction;
  }
  const auto names = [](QSet<QString> blocks) {
    blocks << u"course/course"_s << u"about/overview"_s;
    QStringList sorted(blocks.cbegin(), blocks.cend());
    sorted.sort();
    return sorted;
  };
  m_prediction.published = names(m_published);
  m_prediction.draft = names(m_draft);
  for (const auto& cause : std::as_const(m_prediction.causes))
    m_prediction.exportFails = m_prediction.exportFails || cause.rule == "studio-cannot-export"_L1;
  return m_prediction;
}

} // namespace
} // namespace predict

Result<Prediction> predictImport(const QString& archive, const BlockTypes& types, const ArchiveLimits& limits,
                                 Progress& progress)
{
  const auto refused = [](const QString& sentence) {
    Prediction prediction;
    prediction.succeeds = false;
    prediction.causes = {predict::refusal(sentence)};
    return prediction;
  };
  ArchiveLimits studios = limits;
  studios.likeStudio = true;
  const auto files = predict::UnpackedCourse::read(archive, studios, progress);
  if (!files && files.error().kind == Error::Kind::BadInput)
    return refused(u"the archive cannot be unpacked (%1)"_s.arg(files.error().toString()));
  if (!files)
    return files.error();
  const QFileInfo info(archive);
  if (info.isFile() && !archive.endsWith(".tar.gz"_L1) && !archive.endsWith(".zip"_L1))
    return refused(u"Studio takes files that end in .tar.gz"_s);
  return predictImport(*files, types);
}

Findings strongestOf(const Prediction& prediction)
{
  Findings strongest = prediction.causes;
  strongest.removeIf([](const Finding& cause) { return effectOf(cause) < Finding::Effect::ExportFails; });
  return strongest;
}

Findings withPrediction(const Findings& findings, const Prediction& prediction)
{
  const auto blockOf = [](const Finding& finding) {
    return finding.place.blockType + u'/' + finding.place.blockId;
  };
  QSet<QString> told;
  for (const auto& finding : findings)
    if (effectOf(finding) >= Finding::Effect::BlockLost)
      told.insert(blockOf(finding));
  Findings lost;
  for (const auto& cause : prediction.causes)
    if (effectOf(cause) < Finding::Effect::ExportFails && !told.contains(blockOf(cause)))
      lost.append(cause);
  return strongestOf(prediction) + lost + findings;
}

Prediction predictImport(const predict::UnpackedCourse& files, const BlockTypes& types)
{
  return predict::StudioImport(files, types).run();
}

} // namespace scriptorium
