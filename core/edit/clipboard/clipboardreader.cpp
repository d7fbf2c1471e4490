#include "edit/content/references.h"
#include "edit/operations.h"
#include "edit/starttag.h"
#include "edit/structure/blockcopy.h"
#include "edit/structure/blockmaker.h"
#include "edit/structure/childlist.h"
#include "edit/structure/erasetree.h"
#include "edit/structure/publishedlists.h"
#include "model/childlist.h"
#include "store/sql/database.h"

#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

constexpr QByteArrayView kOpen("<olx-clipboard version=\"1\">");
constexpr QByteArrayView kClose("</olx-clipboard>");

/// A clipboard document; plain OLX, one element or several, is made one.
Result<QByteArray> asDocument(const QByteArray& text)
{
  const auto single = olx::parseXml(text, 1);
  if (single && single->tag == "olx-clipboard")
    return text;
  const QByteArray inner = single ? text.mid(single->begin, single->end - single->begin) : text;
  const QByteArray wrapped = kOpen.toByteArray() + inner + kClose.toByteArray();
  if (const auto parsed = olx::parseXml(wrapped, 2);
      parsed && !parsed->children.isEmpty() && !parsed->hasText)
    return wrapped;
  const QString reason = single ? QString() : u' ' + single.error().detail;
  return Error{
      Error::Kind::BadInput, {}, u"This text is no OLX."_s + reason, single ? 0 : single.error().line};
}

QString attribute(const olx::Element& element, const QString& name)
{
  return element.attributes.value(name).value_or(QString());
}

class Paster
{
public:
  Paster(Edit& edit, const BlockTypes& types, QByteArrayView text)
      : m_edit(edit), m_types(types), m_text(text)
  {}

  Result<QList<BlockId>> paste(const olx::Element& document, BlockId parent, int row)
  {
    SCRIPTORIUM_TRY_ASSIGN(const Block holder, m_edit.block(parent));
    BlockMaker maker(m_edit, m_types, m_text);
    QList<Child> children;
    QList<BlockId> tops;
    for (const olx::Element& element : document.children) {
      if (element.tag == "file")
        continue;
      SCRIPTORIUM_TRY(checkTakes(m_types, holder, QString::fromUtf8(element.tag)));
      SCRIPTORIUM_TRY_ASSIGN(const Child child, maker.make(element));
      children.append(child);
      tops.append(child.block);
    }
    if (tops.isEmpty())
      return Error{Error::Kind::BadInput, {}, u"The clipboard holds no blocks."_s};
    SCRIPTORIUM_TRY_ASSIGN(children, copiesFor(m_edit, parent, std::move(children)));
    SCRIPTORIUM_TRY(insertChildren(m_edit, parent, children, row));
    for (const olx::Element& element : document.children) {
      if (element.tag == "file")
        SCRIPTORIUM_TRY(bringFile(element));
    }
    SCRIPTORIUM_TRY(settle(tops, maker.renamed()));
    return tops;
  }

private:
  /// The bytes of a file as a blob of this course.
  Result<BlobId> bytesOf(const olx::Element& file)
  {
    const QString hex = attribute(file, u"sha256"_s);
    if (hex.isEmpty())
      return m_edit.addBlob(QByteArray::fromBase64(contentOf(file, m_text)));
    SCRIPTORIUM_TRY_ASSIGN(const Sha256 hash, Sha256::fromHex(hex.toLatin1()));
    SCRIPTORIUM_TRY_ASSIGN(const auto own, blobOf(m_edit.store(), hash));
    if (own.isValid())
      return own;
    const QString path = attribute(file, u"path"_s);
    // Text from anywhere can be pasted: only the courses of this workspace are opened for it.
    const QString folder = QFileInfo(attribute(file, u"from"_s)).absoluteFilePath();
    const bool isNeighbour =
        QFileInfo(folder).absolutePath() == QFileInfo(m_edit.store().folder()).absolutePath();
    const auto other = isNeighbour ? CourseStore::open(folder, CourseStore::Mode::ReadOnly)
                                   : Result<std::unique_ptr<CourseStore>>(Error{});
    const auto there = other ? blobOf(**other, hash) : Result<BlobId>(BlobId());
    if (!there || !there->isValid())
      return Error{Error::Kind::NotFound, path,
                   u"This file belongs to what was copied, but its course cannot be read any more."_s};
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, (*other)->blob(*there));
    return m_edit.addBlob(bytes);
  }

  static Result<BlobId> blobOf(const CourseStore& store, const Sha256& hash)
  {
    auto query = store.database().prepare("SELECT id FROM blob WHERE hash = ?");
    const QByteArray raw = hash.raw();
    SCRIPTORIUM_TRY_ASSIGN(const bool isThere, query.bindBlob(0, raw).step());
    return isThere ? BlobId(query.integer(0)) : BlobId();
  }

  Result<Unit> bringFile(const olx::Element& file)
  {
    const QString path = attribute(file, u"path"_s);
    if (!path.startsWith("static/"_L1))
      return Error{Error::Kind::BadInput, path, u"Only static files travel with blocks."_s};
    SCRIPTORIUM_TRY_ASSIGN(const BlobId blob, bytesOf(file));
    QString target = path;
    for (int number = 1;; ++number) {
      const auto there = m_edit.store().find(kFileType.toString(), target);
      if (!there)
        break;
      SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_edit.current(*there));
      if (version.body == blob)
        return keepName(path, target);
      const qsizetype dot =
          path.lastIndexOf(u'.') > path.lastIndexOf(u'/') ? path.lastIndexOf(u'.') : path.size();
      target = path.first(dot) + u'-' + QString::number(number) + path.sliced(dot);
    }
    SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, newFile(target));
    version.body = blob;
    SCRIPTORIUM_TRY(m_edit.put(std::move(version)));
    return keepName(path, target);
  }

  Result<BlockVersion> newFile(const QString& path)
  {
    SCRIPTORIUM_TRY_ASSIGN(const BlockId id, setFile(m_edit, path, {}));
    return m_edit.current(id);
  }

  Result<Unit> keepName(const QString& path, const QString& target)
  {
    if (path != target)
      m_files += namesOf(path.sliced(7), target.sliced(7));
    return Unit{};
  }

  /// References inside what was pasted follow the names that had to change.
  Result<Unit> settle(const QList<BlockId>& tops, const QHash<QString, QString>& renamed)
  {
    if (m_files.isEmpty() && renamed.isEmpty())
      return Unit{};
    for (const BlockId top : tops) {
      SCRIPTORIUM_TRY_ASSIGN(const auto below, treeOf(m_edit, top));
      for (const BlockId id : below) {
        for (const StaticName& name : std::as_const(m_files))
          SCRIPTORIUM_TRY(renameStatic(m_edit, id, name));
        SCRIPTORIUM_TRY_ASSIGN(const Block block, m_edit.block(id));
        SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, m_edit.current(id));
        renameReferences(version, block.type, renamed);
        SCRIPTORIUM_TRY(m_edit.put(std::move(version)));
      }
    }
    return Unit{};
  }

  Edit& m_edit;
  const BlockTypes& m_types;
  QByteArrayView m_text;
  QList<StaticName> m_files;
};

} // namespace

Result<QList<BlockId>> pasteBlocks(Edit& edit, const BlockTypes& types, const QByteArray& clipboard,
                                   BlockId parent, int row)
{
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray text, asDocument(clipboard));
  SCRIPTORIUM_TRY_ASSIGN(const olx::Element document, olx::parseXml(text));
  const QString version = attribute(document, u"version"_s);
  if (version != "1"_L1)
    return Error{
        Error::Kind::BadInput, {}, u"The clipboard comes from a newer Scriptorium (form %1)."_s.arg(version)};
  return Paster(edit, types, text).paste(document, parent, row);
}

} // namespace scriptorium::edit
