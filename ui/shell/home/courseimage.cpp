#include "ui/shell/home/courseimage.h"

#include "assets/assetnames.h"
#include "model/inheritance.h"
#include "store/coursestore.h"

#include <QBuffer>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qint64 kLargest = 32 * 1024 * 1024; // bytes of a picture that is looked at

/// Below static/, as the course names it: a name, an asset key or an old path.
QString imageName(const CourseStore& store)
{
  const auto root = store.block(store.root());
  const auto version = store.version(store.root());
  if (!root || !version)
    return {};
  const auto policy = PolicyReader(store).value(u"course"_s, root->urlName, u"course_image"_s);
  QString name = policy ? QJsonDocument::fromJson('[' + policy->toUtf8() + ']').array().at(0).toString()
                        : version->fields.value(u"course_image"_s).value_or(QString());
  if (name.isEmpty())
    name = u"images_course_image.jpg"_s; // as Studio names what an author uploads
  return name.startsWith("asset-v1"_L1) ? name.section(u'@', -1) : name.section(u'/', -1);
}

Result<BlockId> imageFile(const CourseStore& store, const QString& name)
{
  auto exact = store.find(kFileType.toString(), u"static/"_s + name);
  if (exact)
    return exact;
  SCRIPTORIUM_TRY_ASSIGN(const auto files, store.blocks(kFileType.toString()));
  for (const BlockId id : files) {
    SCRIPTORIUM_TRY_ASSIGN(const Block file, store.block(id));
    if (file.urlName.startsWith("static/"_L1) && assetKeyName(file.urlName.sliced(7)) == assetKeyName(name))
      return id;
  }
  return exact;
}

Result<QByteArray> imageBytes(const QString& courseFolder)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto store, CourseStore::open(courseFolder, CourseStore::Mode::ReadOnly));
  SCRIPTORIUM_TRY_ASSIGN(const BlockId file, imageFile(*store, imageName(*store)));
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, store->version(file));
  SCRIPTORIUM_TRY_ASSIGN(const qint64 size, store->blobSize(version.body));
  return size > kLargest ? QByteArray() : store->blob(version.body);
}

} // namespace

QImage courseImage(const QString& courseFolder, int height)
{
  auto bytes = imageBytes(courseFolder);
  if (!bytes || bytes->isEmpty())
    return {};
  QBuffer buffer(&*bytes);
  QImageReader reader(&buffer);
  reader.setAutoTransform(true);
  const QSize size = reader.size();
  if (size.height() > height)
    reader.setScaledSize(QSize(qMax(1, size.width() * height / size.height()), height));
  return reader.read();
}

} // namespace scriptorium
