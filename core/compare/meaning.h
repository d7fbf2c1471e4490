#pragma once

#include "model/courseview.h"
#include "model/inheritance.h"

#include <QMap>

namespace scriptorium {

/// What one state of a block means, whatever its spelling: the basis of a comparison.
struct Meaning
{
  struct Value
  {
    QString raw;       ///< as written
    QString canonical; ///< equal for equal values
  };
  QMap<QString, Value> fields; ///< policy over attribute; attributes that say only where it stands left out
  QStringList children;        ///< "type/url_name", and the elements that are no blocks in normal form
  QByteArray body;             ///< in normal form
  bool isMissing = false;      ///< its file is not there
};

/// Reads meanings of one course.
class MeaningReader
{
public:
  MeaningReader(const CourseView& course, const BlockTypes& types);

  const PolicyReader& policy() const { return m_policy; }
  Result<Meaning> read(const Block& block, VersionId version) const;
  /// The bytes of a file: JSON of policies/ in one spelling, all else as it is.
  Result<QByteArray> readFile(const Block& file) const;
  /// A file's path with the run taken out of it; empty for a file that says nothing the blocks and the key do
  /// not say (course.xml, policies, folders).
  Result<QString> filePath(const Block& file) const;

private:
  Meaning::Value value(const QString& type, const QString& name, const QString& written) const;
  void readFields(const Block& block, const BlockVersion& version, Meaning& meaning) const;
  Result<Unit> readChildren(const BlockVersion& version, Meaning& meaning) const;
  Result<Unit> readBody(const Block& block, const BlockVersion& version, bool hasMeta,
                        Meaning& meaning) const;

  const CourseView& m_course;
  const BlockTypes& m_types;
  PolicyReader m_policy;
  QString m_run;
  bool m_isPolicyRead = false; ///< the policy file parses: its values are among the fields
};

} // namespace scriptorium
