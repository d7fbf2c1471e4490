#include "edit/dangling.h"

#include "model/childlist.h"
#include "model/coursekey.h"
#include "model/text/json.h"
#include "olx/xml/attributetext.h"
#include "olx/xml/xmlscanner.h"
#include "store/sql/database.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

constexpr QByteArrayView kJump = "/jump_to_id/";

class DanglingSearch
{
public:
  explicit DanglingSearch(const CourseStore& store) : m_store(store) {}

  Result<Unit> doom(BlockId top)
  {
    QList<BlockId> open{top};
    while (!open.isEmpty()) {
      const BlockId id = open.takeLast();
      if (m_doomed.contains(id))
        continue;
      m_doomed.insert(id);
      SCRIPTORIUM_TRY_ASSIGN(const Block block, m_store.block(id));
      m_names.insert(block.type + u'/' + block.urlName);
      m_links.insert(block.urlName.toUtf8());
      SCRIPTORIUM_TRY_ASSIGN(const auto children, m_store.childBlocks(id));
      open += children;
    }
    return Unit{};
  }

  Result<Unit> lookAt(BlockId id)
  {
    if (m_doomed.contains(id))
      return Unit{};
    SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_store.version(id));
    lookAtFields(id, version.fields);
    for (const Child& child : version.children)
      if (child.form == Child::Form::Raw)
        lookAtShow(id, child.raw);
    if (version.body.isValid() && version.bodyForm != BodyForm::File) {
      SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, m_store.blob(version.body));
      lookAtLinks(id, bytes);
    }
    return Unit{};
  }

  QList<Dangling> found;

private:
  void lookAtKey(BlockId holder, const QString& what, const QString& key)
  {
    const auto usage = parseUsage(key.trimmed());
    if (usage && m_names.contains(usage->type + u'/' + usage->blockId))
      found.append({holder, what, usage->type + u'/' + usage->blockId});
  }

  void lookAtKeys(BlockId holder, const QString& what, const QString& keys)
  {
    for (const QString& key : keys.split(u';', Qt::SkipEmptyParts))
      lookAtKey(holder, what, key);
  }

  void lookAtFields(BlockId holder, const Fields& fields)
  {
    lookAtKeys(holder, u"sources"_s, fields.value(u"sources"_s).value_or(QString()));
    for (const QString& name : {u"required_content"_s, u"required_prereq"_s})
      lookAtKey(holder, name, fields.value(name).value_or(QString()));
    const QString field = u"group_id_to_child"_s;
    const auto units = Json::parse(fields.value(field).value_or(QString()));
    for (const auto& [group, key] : units.value_or(Json()).members())
      lookAtKey(holder, field, key.text());
  }

  void lookAtShow(BlockId holder, const QByteArray& raw)
  {
    olx::XmlScanner scanner(raw);
    scanner.next();
    if (scanner.tag() != "show")
      return;
    for (const auto& attribute : scanner.attributes())
      if (attribute.name == "sources")
        lookAtKeys(holder, u"<show>"_s, olx::decodedAttribute(attribute.value));
  }

  void lookAtLinks(BlockId holder, const QByteArray& text)
  {
    QSet<QByteArray> told;
    for (qsizetype at = text.indexOf(kJump); at >= 0; at = text.indexOf(kJump, at)) {
      at += kJump.size();
      qsizetype end = at;
      while (end < text.size() && !QByteArrayView("\"'<>?#/& \t\r\n)\\").contains(text[end]))
        ++end;
      const QByteArray name = QByteArray::fromPercentEncoding(text.sliced(at, end - at));
      if (m_links.contains(name) && !told.contains(name))
        found.append({holder, u"a link"_s, QString::fromUtf8(name)});
      told.insert(name);
    }
  }

  const CourseStore& m_store;
  QSet<BlockId> m_doomed;
  QSet<QString> m_names; ///< "type/url_name"
  QSet<QByteArray> m_links;
};

Result<QList<BlockId>> possibleHolders(const CourseStore& store)
{
  auto query = store.database().prepare(
      "SELECT b.id FROM block b JOIN version v ON v.id = b.head LEFT JOIN blob l ON l.id = v.body "
      "WHERE b.type IN ('split_test', 'conditional') OR instr(v.fields, 'required_') > 0 "
      "OR (b.type <> '@file' AND instr(l.bytes, CAST('/jump_to_id/' AS BLOB)) > 0)");
  QList<BlockId> blocks;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool hasRow, query.step());
    if (!hasRow)
      return blocks;
    blocks.append(BlockId(query.integer(0)));
  }
}

} // namespace

Result<QList<Dangling>> leftDangling(const CourseStore& store, const QList<BlockId>& doomed)
{
  DanglingSearch search(store);
  for (const BlockId top : doomed)
    SCRIPTORIUM_TRY(search.doom(top));
  SCRIPTORIUM_TRY_ASSIGN(const auto holders, possibleHolders(store));
  for (const BlockId holder : holders)
    SCRIPTORIUM_TRY(search.lookAt(holder));
  return search.found;
}

} // namespace scriptorium::edit
