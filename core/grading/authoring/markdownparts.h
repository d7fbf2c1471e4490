#pragma once

#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <functional>

/// The parts of a question in Markdown, each of which becomes elements.
namespace scriptorium::capa {

using Rewrite = std::function<QString(const QRegularExpressionMatch& match)>;

/// Every match replaced by what `rewrite` makes of it. Where matching takes too long, the rest stays.
QString rewritten(const QString& text, const QRegularExpression& pattern, const Rewrite& rewrite);

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

/// `[[…]]`: a dropdown. `inside` is what stands between the brackets.
QString dropdownFromMarkdown(const QString& inside);
/// Lines of `(x) …`.
QString singleSelectFromMarkdown(const QString& lines);
/// Lines of `[x] …` and `{{ … }}`.
QString multiSelectFromMarkdown(const QString& lines);
/// `= …`, with its `or=` and `not=` lines: a number or a text.
QString answerFromMarkdown(const QString& lines);

} // namespace scriptorium::capa
