#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace scriptorium {

/// A `/static/…` reference in a body.
struct StaticReference
{
  qsizetype begin = 0; ///< of the name behind "/static/", in bytes
  qsizetype end = 0;   ///< of the name, before any query or fragment
  QString name;        ///< entities and percent signs decoded
  bool isQuoted = false;
};

/// Walks over the references of a body (HTML, XML, Markdown, scripts, JSON in an attribute). The LMS rewrites
/// only quoted ones; those in `url(…)`, in Markdown's `(…)` and without quotes are found too, so that no file
/// in use is taken for unused. What is part of a longer URL or belongs to the platform (`/static/xblock…`,
/// `?raw`) is no reference. Linear in the body. The body must outlive the scan.
class StaticScan
{
public:
  explicit StaticScan(QByteArrayView body) : m_body(body) {}
  /// The next reference; nothing behind the last.
  std::optional<StaticReference> next();

private:
  StaticReference referenceAt(qsizetype begin) const;

  QByteArrayView m_body;
  qsizetype m_at = 0;
};

} // namespace scriptorium
