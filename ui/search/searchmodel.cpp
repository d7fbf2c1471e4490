#include "ui/search/searchmodel.h"

#include "ui/document/coursedocument.h"
#include "ui/widgets/icon.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

SearchModel::SearchModel(const CourseDocument& document, QObject* parent)
    : QAbstractTableModel(parent), m_document(document)
{}

void SearchModel::setHits(const QList<SearchHit>& hits)
{
  beginResetModel();
  m_hits = hits;
  m_rows.clear();
  for (qsizetype hit = 0; hit < m_hits.size(); ++hit)
    for (qsizetype place = 0; place < m_hits[hit].places.size(); ++place)
      m_rows.append({hit, place});
  endResetModel();
}

BlockId SearchModel::blockAt(int row) const
{
  return m_hits[m_rows[row].hit].block;
}

const SearchPlace& SearchModel::placeAt(int row) const
{
  return m_hits[m_rows[row].hit].places[m_rows[row].place];
}

int SearchModel::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SearchModel::columnCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : ColumnCount;
}

QString SearchModel::whereText(const SearchHit& hit, const SearchPlace& place) const
{
  switch (place.spot) {
  case SearchPlace::Where::Title:
    return tr("Title");
  case SearchPlace::Where::Text:
    return tr("Text");
  case SearchPlace::Where::Field:
    break;
  }
  const FieldSpec* spec = m_document.types().field(hit.type, place.field);
  return spec && !spec->displayName.isEmpty() ? spec->displayName : place.field;
}

QString SearchModel::pathText(BlockId block) const
{
  QStringList titles;
  const auto path = m_document.outline().path(block);
  for (const auto* node : path)
    titles.append(m_document.title(node->row.id));
  return titles.join(u" › "_s);
}

QVariant SearchModel::data(const QModelIndex& index, int role) const
{
  const Row& row = m_rows[index.row()];
  const SearchHit& hit = m_hits[row.hit];
  const SearchPlace& place = hit.places[row.place];
  const bool isFirst = row.place == 0;
  if (role == Qt::ToolTipRole)
    return pathText(hit.block);
  if (index.column() == BlockColumn) {
    const BlockType& type = m_document.types().type(hit.type);
    if (role == Qt::DisplayRole && isFirst)
      return m_document.title(hit.block);
    if (role == Qt::DecorationRole && isFirst)
      return icon(blockIconName(hit.type, type.icon));
    if (role == Qt::AccessibleTextRole)
      return tr("%1, %2").arg(m_document.title(hit.block), type.displayName);
  }
  if (index.column() == WhereColumn && role == Qt::DisplayRole)
    return whereText(hit, place);
  if (index.column() != ExcerptColumn)
    return {};
  if (role == Qt::DisplayRole)
    return place.excerpt;
  if (role == MarkBeginRole)
    return place.mark.begin;
  if (role == MarkLengthRole)
    return place.mark.length;
  return {};
}

QVariant SearchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
    return {};
  const QStringList names = {tr("Block"), tr("Where"), tr("What stands there")};
  return names.value(section);
}

} // namespace scriptorium
