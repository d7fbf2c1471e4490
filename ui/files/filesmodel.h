#pragma once

#include "edit/coursefiles.h"

#include <QAbstractTableModel>

#include <optional>

namespace scriptorium {

class CourseDocument;

/// The files of a course as a table: path, kind, size, how often it is used. Names can be edited; what is
/// entered is announced and changes nothing here. Files that are referred to but not there come last.
class FilesModel : public QAbstractTableModel
{
  Q_OBJECT

public:
  enum Column
  {
    PathColumn,
    KindColumn,
    SizeColumn,
    UsesColumn,
    ColumnCount
  };
  enum Role
  {
    /// Numbers sort as numbers.
    SortRole = Qt::UserRole,
    IsMissingRole,
    IsUnusedRole
  };
  struct File
  {
    QString path;
    qint64 bytes = 0;
    bool isMissing = false;
    bool isFile = true; ///< not a link
    QList<BlockId> users;
  };

  explicit FilesModel(CourseDocument& document, QObject* parent = nullptr);

  /// `uses`: nothing while references have not been looked for yet.
  void setFiles(const QList<edit::CourseFile>& files, const std::optional<edit::FileUses>& uses);
  const File& fileAt(int row) const { return m_files[row]; }
  int rowOf(const QString& path) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
  void renameEntered(const QString& from, const QString& to);

private:
  QVariant textOf(const File& file, int column) const;
  QVariant sortValueOf(const File& file, int column) const;
  bool isUnused(const File& file) const;

  CourseDocument& m_document;
  QList<File> m_files;
  bool m_hasUses = false;
};

/// "PNG image", "Style sheet" … by the name's end, for people.
QString fileKindText(const QString& path);
QString fileIconName(const QString& path);

} // namespace scriptorium
