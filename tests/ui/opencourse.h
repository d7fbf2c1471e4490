#pragma once

#include "fakes/manualclock.h"
#include "ui/document/coursedocument.h"
#include "ui/widgets/plurals.h"

#include <QTemporaryDir>

#include <memory>

namespace scriptorium::testing {

/// The small course (fakes/smallcourse.h) as a document without a window, its outline read.
class OpenCourse
{
public:
  explicit OpenCourse(CourseStore::Mode mode = CourseStore::Mode::ReadWrite);
  ~OpenCourse();

  CourseDocument& document() { return *m_document; }
  ManualClock& clock() { return m_clock; }
  QString folder() const { return m_folder.path(); }

  /// Closes the document and opens the course again.
  void reopen(CourseStore::Mode mode = CourseStore::Mode::ReadWrite);
  /// By "type/url_name".
  BlockId block(const QString& name) const;
  QByteArray body(const QString& name) const;
  /// The field as it is set on the block; empty when it is not.
  QString field(const QString& name, const QString& field) const;
  Sha256 contentHash() const;
  /// The labels of history, newest first, without the import.
  QStringList history() const;

private:
  Plurals m_plurals; ///< texts as people read them
  QTemporaryDir m_folder;
  ManualClock m_clock;
  std::unique_ptr<CourseDocument> m_document;
};

} // namespace scriptorium::testing
