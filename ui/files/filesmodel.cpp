#include "ui/files/filesmodel.h"

#include "ui/document/coursedocument.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/theme.h"

#include <QGuiApplication>
#include <QLocale>
#include <QMimeDatabase>
#include <QPalette>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr QStringView kStatic = u"static/";

QMimeType mimeType(const QString& path)
{
  return QMimeDatabase().mimeTypeForFile(path, QMimeDatabase::MatchExtension);
}

} // namespace

QString fileKindText(const QString& path)
{
  const QString text = mimeType(path).comment();
  return text.isEmpty() ? text : text.front().toUpper() + text.sliced(1);
}

QString fileIconName(const QString& path)
{
  const QString name = mimeType(path).name();
  if (name.startsWith("image/"_L1))
    return u"image"_s;
  if (name.startsWith("video/"_L1))
    return u"video"_s;
  if (name.contains("zip"_L1) || name.contains("tar"_L1))
    return u"file-archive"_s;
  if (path.endsWith(".html"_L1) || path.endsWith(".js"_L1) || path.endsWith(".css"_L1) ||
      path.endsWith(".json"_L1) || path.endsWith(".xml"_L1) || path.endsWith(".py"_L1))
    return u"file-code"_s;
  return name.startsWith("text/"_L1) || name == "application/pdf"_L1 ? u"file-text"_s : u"file"_s;
}

FilesModel::FilesModel(CourseDocument& document, QObject* parent)
    : QAbstractTableModel(parent), m_document(document)
{}

void FilesModel::setFiles(const QList<edit::CourseFile>& files, const std::optional<edit::FileUses>& uses)
{
  beginResetModel();
  m_files.clear();
  m_hasUses = uses.has_value();
  for (const auto& file : files) {
    const bool isFile = !file.isLink;
    m_files.append(
        {file.path, file.bytes, false, isFile, uses ? uses->users.value(file.path) : QList<BlockId>()});
  }
  if (uses)
    for (const auto& [path, users] : uses->missing.asKeyValueRange())
      m_files.append({path, 0, true, true, users});
  endResetModel();
}

int FilesModel::rowOf(const QString& path) const
{
  const auto found = std::ranges::find(m_files, path, &File::path);
  return found == m_files.cend() ? -1 : static_cast<int>(found - m_files.cbegin());
}

int FilesModel::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_files.size());
}

int FilesModel::columnCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : ColumnCount;
}

/// Only of files below static/ it is known who refers to them.
bool FilesModel::isUnused(const File& file) const
{
  return m_hasUses && file.isFile && file.users.isEmpty() && file.path.startsWith(kStatic);
}

QVariant FilesModel::textOf(const File& file, int column) const
{
  if (column == PathColumn)
    return QString(file.path).replace(u'\n', u"\\n"_s);
  if (column == KindColumn)
    return file.isFile ? fileKindText(file.path) : tr("Link");
  if (column == SizeColumn)
    return file.isMissing || !file.isFile ? QString() : QLocale().formattedDataSize(file.bytes, 1);
  if (!m_hasUses || (file.users.isEmpty() && !isUnused(file)))
    return {};
  if (file.isMissing)
    return tr("missing, used in %n place(s)", nullptr, static_cast<int>(file.users.size()));
  return file.users.isEmpty() ? tr("not used")
                              : tr("%n place(s)", nullptr, static_cast<int>(file.users.size()));
}

QVariant FilesModel::sortValueOf(const File& file, int column) const
{
  if (column == SizeColumn)
    return file.bytes;
  return column == UsesColumn ? QVariant(file.isMissing ? -1 : static_cast<int>(file.users.size()))
                              : textOf(file, column);
}

QVariant FilesModel::data(const QModelIndex& index, int role) const
{
  const File& file = m_files[index.row()];
  const Colours& c = colours(QGuiApplication::palette());
  switch (role) {
  case Qt::DisplayRole:
  case Qt::EditRole:
    return textOf(file, index.column());
  case SortRole:
    return sortValueOf(file, index.column());
  case IsMissingRole:
    return file.isMissing;
  case IsUnusedRole:
    return isUnused(file);
  case Qt::DecorationRole:
    if (index.column() != PathColumn)
      return {};
    return file.isMissing ? icon(u"unlink"_s, Tone::Warning) : icon(fileIconName(file.path));
  case Qt::ForegroundRole:
    if (index.column() == UsesColumn && file.isMissing)
      return c.warning;
    return index.column() == PathColumn ? QVariant() : QVariant(c.muted);
  case Qt::ToolTipRole: {
    QStringList lines{file.path};
    for (const BlockId user : file.users.first(qMin<qsizetype>(file.users.size(), 12)))
      lines.append(m_document.title(user));
    return lines.join(u'\n');
  }
  default:
    return {};
  }
}

QVariant FilesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
    return {};
  const QStringList names = {tr("File"), tr("Kind"), tr("Size"), tr("Used")};
  return names.value(section);
}

Qt::ItemFlags FilesModel::flags(const QModelIndex& index) const
{
  Qt::ItemFlags flags = QAbstractTableModel::flags(index);
  const File& file = m_files[index.row()];
  const bool isEditable =
      index.column() == PathColumn && file.isFile && !file.isMissing && !m_document.isReadOnly();
  flags.setFlag(Qt::ItemIsEditable, isEditable);
  return flags;
}

bool FilesModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
  const QString to = value.toString().trimmed();
  const QString from = m_files[index.row()].path;
  if (role != Qt::EditRole || to.isEmpty() || to == from)
    return false;
  Q_EMIT renameEntered(from, to);
  return true;
}

} // namespace scriptorium
