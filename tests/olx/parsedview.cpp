#include "olx/parsedview.h"

#include "model/fieldvalue.h"
#include "model/inheritance.h"
#include "olx/read/policyfields.h"
#include "olx/xml/normalform.h"
#include "olx/xml/xml.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::testing {
namespace {

using olx::ParsedBlock;
using olx::ParsedCourse;

using BytesOf = std::function<QByteArray(BlobId)>;

BlockVersion versionOf(const ParsedBlock::State& state, FakeCourse& view, const BytesOf& bytesOf)
{
  BlockVersion version;
  version.fields = *Fields::fromJson(state.fieldsJson.isEmpty() ? QByteArray("{}") : state.fieldsJson);
  for (const auto& child : state.children)
    version.children.append({child.form, BlockId(child.block + 1), child.raw});
  version.bodyForm = state.bodyForm;
  if (state.body.isValid())
    version.body = view.addBlob(bytesOf(state.body));
  version.bodyPath = state.bodyPath;
  version.source = SourceId(state.source + 1);
  version.flags = state.flags;
  version.line = state.line;
  return version;
}

QString childrenText(const FakeCourse& course, const BlockVersion& version)
{
  QStringList texts;
  for (const auto& child : version.children) {
    if (child.raw == "<!-- empty -->")
      continue; // the writer's own, so that an empty block is no pointer
    if (child.form == Child::Form::Raw) {
      const auto form = olx::normalForm("<x>" + child.raw + "</x>");
      texts.append(QString::fromUtf8(form ? *form : child.raw));
    } else {
      const auto block = course.block(child.block);
      texts.append((child.form == Child::Form::DraftOnly ? u"+"_s
                    : child.form == Child::Form::Alias   ? u"@"_s
                                                         : QString()) +
                   block->type + u'/' + block->urlName);
    }
  }
  return texts.join(u' ');
}

QByteArray bodyText(const FakeCourse& course, const QString& type, const BlockVersion& version)
{
  if (!version.body.isValid())
    return {};
  const QByteArray bytes = *course.blob(version.body);
  if (version.bodyForm != BodyForm::Element)
    return bytes;
  const auto text = type == "html"_L1 ? olx::innerForm(bytes) : olx::normalFormWith(bytes, {});
  return text ? *text : bytes;
}

/// As Studio reads it, where it does.
QString readValue(const BlockTypes& types, const QString& type, const QString& name, const QString& raw)
{
  const FieldSpec* spec = types.field(type, name);
  return spec ? readField(*spec, types.type(type).isXmlBlock, raw).value_or(raw) : raw;
}

QString describe(const FakeCourse& course, const BlockTypes& types, const PolicyReader& policy,
                 const Block& block, const BlockVersion& version, bool isExact)
{
  const Fields fields =
      isExact ? version.fields : olx::withPolicy(types, policy, block.type, block.urlName, version);
  QStringList values;
  for (const auto& [name, value] : fields)
    if (isExact ? name != "url_name"_L1 && name != "xblock-family"_L1
                : !olx::isPlaceAttribute(block.type, name))
      values.append(name + u'=' + (isExact ? value : readValue(types, block.type, name, value)));
  values.sort();
  return u"%1 [%2] %3 {%4}"_s.arg(
      values.join(u", "_s), childrenText(course, version),
      QString::fromUtf8(bodyText(course, block.type, version).toPercentEncoding()),
      QString::number(version.flags.toInt()));
}

} // namespace

FakeCourse viewOf(const ParsedCourse& course, const CourseFeed& feed)
{
  return viewOf(course, [&](BlobId blob) { return feed.bytesOf(blob); });
}

FakeCourse viewOf(const ParsedCourse& course, const BytesOf& bytesOf)
{
  const auto kind = course.kind == ParsedCourse::Kind::Course          ? CourseKey::Kind::Course
                    : course.kind == ParsedCourse::Kind::LegacyLibrary ? CourseKey::Kind::LegacyLibrary
                                                                       : CourseKey::Kind::Library;
  FakeCourse view(*CourseKey::make(kind, course.org, course.number, course.run));
  view.setRoot(BlockId(course.root + 1));
  for (const auto& source : course.sources)
    view.addSource(course.text(source.path));
  for (const auto& block : course.blocks) {
    const auto& first = block.published ? block.published : block.draft;
    const BlockId id = view.add(block.type, block.urlName, versionOf(*first, view, bytesOf));
    if (!block.published)
      view.unpublish(id);
    else if (block.draft)
      view.draft(id, versionOf(*block.draft, view, bytesOf));
  }
  for (const auto& file : course.files)
    if (file.kind == olx::ParsedFile::Kind::File)
      view.addFile(file.path, bytesOf(file.blob));
  return view;
}

QStringList meaning(const FakeCourse& course, bool isExact)
{
  const BlockTypes types = BlockTypes::builtIn();
  const PolicyReader policy(course);
  QStringList lines;
  const QList<BlockId> ids = *course.blocks({});
  for (const BlockId id : ids) {
    const Block block = *course.block(id);
    const QString name = block.type + u'/' + block.urlName;
    const auto add = [&](const QString& branch, VersionId state) {
      lines.append(name + branch +
                   describe(course, types, policy, block, *course.versionById(state), isExact));
    };
    if (block.published.isValid())
      add(u" published: "_s, block.published);
    if (block.head != block.published)
      add(u" draft: "_s, block.head);
  }
  const QList<BlockId> files = *course.blocks(kFileType.toString());
  for (const BlockId id : files) {
    const QString path = course.block(id)->urlName;
    if (isExact ||
        !(path == "course.xml"_L1 || path.startsWith("policies/"_L1) || path == "assets/assets.xml"_L1))
      lines.append(u"file "_s + path);
  }
  lines.sort();
  return lines;
}

} // namespace scriptorium::testing
