#include "edit/content/policyfile.h"

#include "edit/operations.h"
#include "model/inheritance.h"
#include "model/text/jsontext.h"
#include "olx/write/coursewriter.h"

#include <nlohmann/json.hpp>

using namespace Qt::Literals::StringLiterals;
using Json = nlohmann::ordered_json;

namespace scriptorium::edit {
namespace {

std::string key(const QString& type, const QString& urlName)
{
  return (type + u'/' + urlName).toStdString();
}

} // namespace

struct PolicyFile::Private
{
  Edit& edit;
  QString path;
  Json content = Json::object();
  bool isChanged = false;
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
  file->content = Json::parse(bytes.cbegin(), bytes.cend(), nullptr, false);
  if (!file->content.is_object())
    return Error{Error::Kind::BadInput, file->path, u"The course policy is not a JSON object."_s};
  return PolicyFile(std::move(file));
}

bool PolicyFile::hasEntry(const QString& type, const QString& urlName) const
{
  const auto entry = d->content.find(key(type, urlName));
  return entry != d->content.end() && entry->is_object();
}

Result<Unit> PolicyFile::set(const QString& type, const QString& urlName, const QString& field,
                             const QString& json)
{
  if (!isJson(json))
    return Error{Error::Kind::BadInput, field, u"The value is not valid JSON."_s};
  Json value = Json::parse(json.toStdString(), nullptr, false);
  if (!hasEntry(type, urlName))
    d->content[key(type, urlName)] = Json::object();
  Json& entry = d->content[key(type, urlName)];
  const auto old = entry.find(field.toStdString());
  if (old != entry.end() && *old == value)
    return Unit{};
  entry[field.toStdString()] = std::move(value);
  d->isChanged = true;
  return Unit{};
}

void PolicyFile::remove(const QString& type, const QString& urlName, const QString& field)
{
  if (hasEntry(type, urlName) && d->content[key(type, urlName)].erase(field.toStdString()) > 0)
    d->isChanged = true;
}

Result<Unit> PolicyFile::save()
{
  if (!d->isChanged)
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes,
                         olx::studioJson(QByteArray::fromStdString(d->content.dump())));
  SCRIPTORIUM_TRY(setFile(d->edit, d->path, bytes));
  return Unit{};
}

} // namespace scriptorium::edit
