#include "assets/assetnames.h"
#include "edit/content/references.h"
#include "edit/operations.h"
#include "edit/starttag.h"
#include "edit/structure/blockcopy.h"
#include "edit/structure/publishedlists.h"
#include "model/childlist.h"
#include "model/inheritance.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

/// What goes into the document itself; all other files are named by their content and the course they lie in.
constexpr qint64 kLargestFile = 256 * 1024;
constexpr qint64 kAllFiles = 4 * 1024 * 1024;
/// More is not read back: the parser's limit for one document.
constexpr qint64 kLargestDocument = 10 * 1024 * 1024;

bool canStandInXml(const QByteArray& text)
{
  return text.isValidUtf8() && !text.contains("\xEF\xBF\xBE") && !text.contains("\xEF\xBF\xBF") &&
         std::ranges::none_of(text, [](char c) {
           return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
         });
}

/// Whether XML would give the text back as it is, so that people can read it unescaped.
bool canStandAsMarkup(const QByteArray& text)
{
  return !text.contains('\r') && olx::parseXml("<t>" + text + "</t>", 1).has_value();
}

class ClipboardWriter
{
public:
  ClipboardWriter(const CourseStore& store, const BlockTypes& types)
      : m_store(store), m_types(types), m_policy(store)
  {}

  /// One element as it could stand in a file, without marks of the clipboard where it can do without.
  Result<QByteArray> writeAlone(BlockId block)
  {
    m_isPlain = true;
    SCRIPTORIUM_TRY(writeBlock(block));
    return m_text + '\n';
  }

  Result<QByteArray> write(const QList<BlockId>& blocks)
  {
    m_text =
        openTag("olx-clipboard", {{u"version"_s, u"1"_s}, {u"course"_s, m_store.key().toString()}}) + ">\n";
    for (const BlockId block : blocks) {
      SCRIPTORIUM_TRY(writeBlock(block));
      m_text += '\n';
    }
    SCRIPTORIUM_TRY(writeFiles());
    m_text += "</olx-clipboard>\n";
    if (m_text.size() > kLargestDocument)
      return Error{
          Error::Kind::BadInput, {}, u"This is more than the clipboard can take; copy it in parts."_s};
    return m_text;
  }

private:
  Result<Unit> writeBlock(BlockId id)
  {
    SCRIPTORIUM_TRY_ASSIGN(const Block block, m_store.block(id));
    if (block.type == kFileType || block.type == "course"_L1 || block.type == "library"_L1)
      return Error{Error::Kind::BadInput, block.urlName, u"Only blocks inside a course can be copied."_s};
    SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_store.version(id));
    SCRIPTORIUM_TRY_ASSIGN(const auto names, staticNames(m_store, block.type, version));
    m_names += names;
    const QByteArray tag = block.type.toUtf8();
    SCRIPTORIUM_TRY_ASSIGN(const bool isDraft, isUnitWithDraft(m_store, block));
    Fields name = {{u"url_name"_s, block.urlName}};
    if (isDraft && !m_isPlain)
      name.set(kDraftMark.toString(), u"true"_s);
    Fields fields = name;
    const Fields own = copiedFields(m_policy, m_types, block, version.fields);
    for (const auto& [field, value] : own) {
      if (field != "url_name"_L1 && (field != "filename"_L1 || version.bodyForm != BodyForm::Text))
        fields.set(field, value);
    }
    QByteArray bytes;
    if (version.body.isValid()) {
      SCRIPTORIUM_TRY_ASSIGN(bytes, m_store.blob(version.body));
    }
    switch (version.bodyForm) {
    case BodyForm::Broken:
      fields = name;
      fields.set(u"clipboard-form"_s, u"broken"_s);
      writeText(tag, fields, bytes, true);
      return Unit{};
    case BodyForm::Text:
      writeText(tag, fields, bytes, !canStandInXml(bytes));
      return Unit{};
    case BodyForm::Element:
      return version.children.isEmpty() ? writeElement(tag, fields, bytes)
                                        : writeContainer(tag, fields, version.children);
    case BodyForm::None:
    case BodyForm::File:
      break;
    }
    return writeContainer(tag, fields, version.children);
  }

  void writeText(const QByteArray& tag, Fields fields, const QByteArray& bytes, bool asBase64)
  {
    if (asBase64)
      fields.set(u"clipboard-encoding"_s, u"base64"_s);
    m_text += openTag(tag, fields) + '>';
    if (asBase64)
      m_text += bytes.toBase64();
    else
      m_text += m_isPlain && canStandAsMarkup(bytes) ? bytes : olx::escapeText(QString::fromUtf8(bytes));
    m_text += "</" + tag + '>';
  }

  Result<Unit> writeElement(const QByteArray& tag, const Fields& fields, const QByteArray& bytes)
  {
    SCRIPTORIUM_TRY_ASSIGN(const olx::Element element, olx::parseXml(bytes, 1));
    const QByteArrayView whole = QByteArrayView(bytes).sliced(element.begin, element.end - element.begin);
    m_text += openTag(tag, fields, whole);
    if (element.contentBegin == element.contentEnd)
      m_text += "/>";
    else
      m_text +=
          '>' + bytes.mid(element.contentBegin, element.contentEnd - element.contentBegin) + "</" + tag + '>';
    return Unit{};
  }

  Result<Unit> writeContainer(const QByteArray& tag, const Fields& fields, const QList<Child>& children)
  {
    m_text += openTag(tag, fields) + '>';
    for (const Child& child : children) {
      if (child.form == Child::Form::Raw)
        m_text += child.raw;
      else if (isPlaced(child))
        SCRIPTORIUM_TRY(writeBlock(child.block));
    }
    m_text += "</" + tag + '>';
    return Unit{};
  }

  Result<Unit> writeFiles()
  {
    if (m_names.isEmpty())
      return Unit{};
    SCRIPTORIUM_TRY_ASSIGN(const auto files, m_store.blocks(kFileType.toString()));
    for (const BlockId id : files) {
      SCRIPTORIUM_TRY_ASSIGN(const Block file, m_store.block(id));
      if (!file.urlName.startsWith("static/"_L1))
        continue;
      const QString name = file.urlName.sliced(7);
      if (m_names.contains(name) || m_names.contains(assetKeyName(name)))
        SCRIPTORIUM_TRY(writeFile(file));
    }
    return Unit{};
  }

  Result<Unit> writeFile(const Block& file)
  {
    SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_store.version(file.id));
    if (version.bodyForm != BodyForm::File)
      return Unit{};
    SCRIPTORIUM_TRY_ASSIGN(const qint64 size, m_store.blobSize(version.body));
    if (size > kLargestFile || m_fileBytes + size > kAllFiles) {
      SCRIPTORIUM_TRY_ASSIGN(const Sha256 hash, m_store.blobHash(version.body));
      m_text += openTag("file", {{u"path"_s, file.urlName},
                                 {u"sha256"_s, QString::fromLatin1(hash.hex())},
                                 {u"from"_s, m_store.folder()}}) +
                "/>\n";
      return Unit{};
    }
    m_fileBytes += size;
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, m_store.blob(version.body));
    m_text += openTag("file", {{u"path"_s, file.urlName}}) + '>' + bytes.toBase64() + "</file>\n";
    return Unit{};
  }

  const CourseStore& m_store;
  const BlockTypes& m_types;
  PolicyReader m_policy;
  QByteArray m_text;
  bool m_isPlain = false;
  QSet<QString> m_names;
  qint64 m_fileBytes = 0;
};

} // namespace

Result<QByteArray> copyBlocks(const CourseStore& store, const BlockTypes& types, const QList<BlockId>& blocks)
{
  return ClipboardWriter(store, types).write(blocks);
}

Result<QByteArray> blockOlx(const CourseStore& store, const BlockTypes& types, BlockId block)
{
  return ClipboardWriter(store, types).writeAlone(block);
}

} // namespace scriptorium::edit
