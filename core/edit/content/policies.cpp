#include "edit/policies.h"

#include "model/inheritance.h"
#include "model/text/jsonfault.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

Result<Block> courseBlock(const CourseStore& store)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block root, store.block(store.root()));
  if (root.type != "course"_L1)
    return Error{Error::Kind::BadInput, {}, u"Only courses have a policy; this is a library."_s};
  return root;
}

/// Empty when there is no such file.
Result<QByteArray> textOf(const CourseStore& store, const QString& path)
{
  const auto id = path.isEmpty() ? Result<BlockId>(BlockId()) : store.find(kFileType.toString(), path);
  if (!id || !id->isValid())
    return QByteArray();
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, store.version(*id));
  return version.body.isValid() ? store.blob(version.body) : QByteArray();
}

} // namespace

Result<QList<PolicyEntry>> coursePolicy(const CourseStore& store)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block course, courseBlock(store));
  const PolicyReader policy(store);
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray text, textOf(store, policy.path()));
  if (text.trimmed().isEmpty())
    return QList<PolicyEntry>();
  if (const auto fault = jsonFault(QString::fromUtf8(text)))
    return Error{Error::Kind::BadInput, policy.path(), fault->sentence(), fault->line};
  QList<PolicyEntry> entries;
  const auto values = policy.values(course.type, course.urlName);
  for (const auto& [field, json] : values)
    entries.append({field, json});
  return entries;
}

Result<QByteArray> gradingPolicy(const CourseStore& store)
{
  SCRIPTORIUM_TRY(courseBlock(store));
  return textOf(store, PolicyReader(store).gradingPolicyPath());
}

} // namespace scriptorium::edit
