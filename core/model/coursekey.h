#pragma once

#include "base/result.h"

#include <QString>

namespace scriptorium {

/// The key of a course run ("course-v1:edX+DemoX+2024"), or of a legacy library ("library-v1:edX+Lib", run is
/// "library"), or of a library of today ("lib:edX:slug", number is the slug, run empty). Always well formed.
/// Source: opaque_keys/edx/locator.py.
class CourseKey
{
public:
  enum class Kind
  {
    Course,
    LegacyLibrary,
    Library
  };

  /// Accepts the three forms and the old slash form ORG/NUMBER/RUN. Errors: BadInput, saying which part is
  /// wrong.
  static Result<CourseKey> parse(const QString& text);
  /// Errors: BadInput, when a part is empty or has a character that keys do not allow.
  static Result<CourseKey> make(Kind kind, const QString& org, const QString& number, const QString& run);

  Kind kind() const { return m_kind; }
  const QString& org() const { return m_org; }
  const QString& number() const { return m_number; }
  const QString& run() const { return m_run; }
  QString toString() const;

  /// The usage key of a block ("block-v1:edX+DemoX+2024+type@html+block@intro").
  QString usageKey(const QString& type, const QString& blockId) const;

  friend bool operator==(const CourseKey&, const CourseKey&) = default;

private:
  Kind m_kind = Kind::Course;
  QString m_org;
  QString m_number;
  QString m_run;
};

/// Type and id of a block, as named by a usage key.
struct UsageName
{
  QString type;
  QString blockId;
  friend bool operator==(const UsageName&, const UsageName&) = default;
};

/// Accepts block-v1, lib-block-v1, lb and i4x keys and the short form "type/id" and "type@id"; the course
/// part is not compared. Errors: BadInput.
Result<UsageName> parseUsage(const QString& text);

/// Whether `name` may be the url_name of a block (word characters, '-', '~', '.', ':').
bool isValidUrlName(QStringView name);

/// A fresh id as Studio makes them: 32 hex digits.
QString newUrlName();

} // namespace scriptorium
