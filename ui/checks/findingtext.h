#pragma once

#include "model/finding.h"

#include <QCoreApplication>
#include <QIcon>

namespace scriptorium {

/// How findings read and look, wherever they are listed.
class FindingText
{
  Q_DECLARE_TR_FUNCTIONS(FindingText)

public:
  static QIcon icon(Finding::Severity severity);
  /// "Error", "Warning", "Note".
  static QString severity(Finding::Severity severity);
  /// "2 errors · 1 warning · 0 notes"; the list is indexed by severity.
  static QString counts(const QList<int>& counts);
  /// "html/intro · html/intro.html:3".
  static QString place(const Place& place);
  /// Message, advice and place: for whoever reads or copies one.
  static QString whole(const Finding& finding);
};

} // namespace scriptorium
