#pragma once

#include <QString>
#include <QStringView>

/// The parts of a question in Markdown, each of which becomes elements.
namespace scriptorium::capa {

/// `text {{label:: hint}}` taken apart.
struct Hinted
{
  QString text; ///< without the braces and the blanks before them
  QString hint; ///< empty: none
  QString label;
  bool hasLabel = false; ///< `{{:: hint}}` has an empty one

  /// ` label="…"`, or nothing.
  QString labelAttribute() const;
};
Hinted hintedText(const QString& text);

/// `[[…]]`: dropdowns.
QString withDropdowns(const QString& text);
/// Lines of `(x) …`.
QString withSingleSelects(const QString& text);
/// Lines of `[x] …` and `{{ … }}`.
QString withMultiSelects(const QString& text);
/// `= …`, with its `or=` and `not=` lines: a number or a text.
QString withTypedAnswers(const QString& text);

} // namespace scriptorium::capa
