#include "edit/content/policyfile.h"

#include "edit/operations.h"
#include "model/inheritance.h"
#include "model/text/json.h"
#include "model/text/jsontext.h"
#include "olx/write/coursewriter.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

QString key(const QString& type, const QString& urlName)
{
  return type + u'/' + urlName;
}

} // namespace

struct PolicyFile::Private
{
  Edit& edit;
  QString path;
  Json content = Json::object();
  bool isChanged = false;

  /// Empty when there is none.
  Json entry(const QString& type, const QString& urlName) const
  {
    const auto found = content.find(key(type, urlName));
    return found && found->isObject() ? *found : Json::object();
  }
};

PolicyFile::PolicyFile(std::unique_ptr<Private> p) : d(std::move(p)) {}
PolicyFile::~PolicyFile() = default;
PolicyFile::PolicyFile(PolicyFile&&) noexcept = default;

Result<PolicyFile> PolicyFile::open(Edit& edit)
{
  auto file = std::make_unique<Private>(Private{edit, edit.policy().path()});
  if (file->path.isEmpty()) {
    SCRIPTORIUM_TRY_ASSIGN(const Block root, edit.block(edit.store().root()));
    file->path = u"policies/"_s + root.urlName + u"/policy.json"_s;
  }
  const auto block = edit.store().find(kFileType.toString(), file->path);
  if (!block && block.error().kind == Error::Kind::NotFound)
    return PolicyFile(std::move(file));
  if (!block)
    return block.error();
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, edit.current(*block));
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, edit.store().blob(version.body));
  if (!isJson(QString::fromUtf8(bytes)))
    return Error{Error::Kind::BadInput, file->path,
                 u"The course policy is not valid JSON; repair it first."_s};
  if (const auto checked = olx::studioJson(bytes); !checked)
    return checked.error().in(file->path);
  file->content = Json::parse(bytes).value_or(Json());
  if (!file->content.isObject())
    return Error{Error::Kind::BadInput, file->path, u"The course policy is not a JSON object."_s};
  return PolicyFile(std::move(file));
}

bool PolicyFile::hasEntry(const QString& type, const QString& urlName) const
{
  const auto entry = d->content.find(key(type, urlName));
  return entry && entry->isObject();
}

Result<Unit> PolicyFile::set(const QString& type, const QString& urlName, const QString& field,
                             const QString& json)
{
  auto value = Json::parse(json);
  if (!value)
    return Error{Error::Kind::BadInput, field, u"The value is not valid JSON."_s};
  Json entry = d->entry(type, urlName);
  if (entry.find(field) == value)
    return Unit{};
  entry.set(field, *std::move(value));
  d->content.set(key(type, urlName), std::move(entry));
  d->isChanged = true;
  return Unit{};
}

void PolicyFile::remove(const QString& type, const QString& urlName, const QString& field)
{
  Json entry = d->entry(type, urlName);
  if (!entry.remove(field))
    return;
  d->content.set(key(type, urlName), std::move(entry));
  d->isChanged = true;
}

Result<Unit> PolicyFile::save()
{
  if (!d->isChanged)
    return Unit{};
  SCRIPTORIUM_TRY(setFile(d->edit, d->path, olx::studioJson(d->content)));
  return Unit{};
}

} // namespace scriptorium::edit
