#include "olx/records/coursepolicy.h"

#include "model/text/json.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

bool isEmptyObject(const QByteArray& json)
{
  const QByteArray trimmed = json.trimmed();
  return trimmed.startsWith('{') && trimmed.endsWith('}') && trimmed.sliced(1).chopped(1).trimmed().isEmpty();
}

} // namespace

void nameCourse(ParsedCourse& course, const CourseRoot& root)
{
  const bool isLibrary = root.record.tag == "library";
  course.kind = isLibrary ? ParsedCourse::Kind::LegacyLibrary : ParsedCourse::Kind::Course;
  course.rootPath = QString::fromUtf8(root.folder);
  course.org = root.record.hasOrg ? root.record.org : u"edx"_s;
  const QString folder = QString::fromUtf8(root.folder.sliced(root.folder.lastIndexOf('/') + 1));
  course.number = root.record.hasNumber ? root.record.number : folder.isEmpty() ? u"course"_s : folder;
  course.run = isLibrary ? u"library"_s : root.record.urlName;
}

QByteArray policyText(const Records& records, const FileTable& files, const QByteArrayList& paths, int* file)
{
  for (const auto& path : paths) {
    const int found = files.find(path);
    for (const auto& policy : records.policies) {
      if (found < 0 || policy.file != found || isEmptyObject(policy.bytes))
        continue;
      if (file)
        *file = found;
      return policy.bytes;
    }
  }
  return {};
}

void setTitle(ParsedCourse& course, const Records& records, const FileTable& files)
{
  const ParsedBlock& root = course.blocks[course.root];
  const QByteArray run = root.urlName.toUtf8();
  const QByteArray text =
      policyText(records, files, {"policies/" + run + "/policy.json", "policies/" + run + ".json"});
  const auto policy = Json::parse(text);
  const auto own = policy ? policy->find("course/" + run) : std::nullopt;
  const auto name = own ? own->find("display_name") : std::nullopt;
  if (name && name->isText())
    course.title = name->text();
  if (!course.title.isEmpty() || !root.published)
    return;
  if (const auto fields = Fields::fromJson(root.published->fieldsJson))
    course.title = fields->value(u"display_name"_s).value_or(QString());
}

} // namespace scriptorium::olx
