#include "app/preview/server/learnerclient.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QMimeDatabase>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::preview {
namespace {

constexpr auto kBase = "/learning/"_L1;
constexpr auto kIndexPage = "index.html"_L1;
constexpr qsizetype kMostFiles = 10'000;

QByteArray typeOf(const QString& path)
{
  static const QMimeDatabase types;
  const QString name = types.mimeTypeForFile(path, QMimeDatabase::MatchExtension).name();
  return (name.startsWith(u"text/"_s) ? name + u"; charset=utf-8"_s : name).toLatin1();
}

Result<QByteArray> contentOf(const QString& path)
{
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    return Error{Error::Kind::Io, path, file.errorString()};
  return file.readAll();
}

/// Its page names the path that it was built for.
Result<Unit> checkPage(const QString& path)
{
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray page, contentOf(path));
  if (page.contains("\"/learning/"))
    return Unit{};
  return Error{Error::Kind::BadInput, path,
               u"This client was built for another path. Build it with PUBLIC_PATH=/learning/ and "
               "MFE_CONFIG_API_URL=/api/mfe_config/v1."_s};
}

} // namespace

Result<std::unique_ptr<LearnerClient>> LearnerClient::open(const QString& folder)
{
  const QDir top(folder);
  if (!top.exists(kIndexPage))
    return Error{Error::Kind::NotFound, folder,
                 u"There is no index.html: name the folder that the client's build wrote (\"dist\")."_s};
  SCRIPTORIUM_TRY(checkPage(top.filePath(kIndexPage)));
  std::unique_ptr<LearnerClient> client(new LearnerClient);
  QDirIterator files(folder, QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
  while (files.hasNext()) {
    const QString path = files.next();
    client->m_files.insert(top.relativeFilePath(path), path);
    if (client->m_files.size() > kMostFiles)
      return Error{Error::Kind::BadInput, folder,
                   u"There are more than 10,000 files: name the folder that the client's build wrote "
                   "(\"dist\"), with nothing else in it."_s};
  }
  return client;
}

std::optional<render::WebReply> LearnerClient::answer(const render::WebRequest& request) const
{
  if (!request.path.startsWith(kBase) || (request.method != "GET" && request.method != "HEAD"))
    return std::nullopt;
  const auto file = m_files.constFind(request.path.sliced(kBase.size()));
  const bool isPage = file == m_files.constEnd();
  if (isPage && request.path.section(u'/', -1).contains(u'.') && !request.path.contains(u"/course/"_s))
    return render::WebReply::notFound();
  const QString path = isPage ? m_files.value(kIndexPage) : *file;
  auto content = contentOf(path);
  if (!content)
    return render::WebReply::error(500, u"The learner client cannot be read"_s, content.error().toString());
  return render::WebReply{200, typeOf(path), *std::move(content), {}};
}

} // namespace scriptorium::preview
