#pragma once

#include <QTranslator>

namespace scriptorium {

/// Fills in the plurals of the English source texts: "%n unit(s)" becomes "1 unit" or "2 units". Real
/// translations, installed after it, go first.
class Plurals : public QTranslator
{
  Q_OBJECT

public:
  using QTranslator::QTranslator;

  bool isEmpty() const override { return false; }
  QString translate(const char* context, const char* source, const char* disambiguation,
                    int n) const override;
};

} // namespace scriptorium
