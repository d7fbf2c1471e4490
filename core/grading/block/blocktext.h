#pragma once

#include "grading/block/blockrules.h"
#include "grading/values/problemxml.h"

#include <QString>

#include <utility>
#include <vector>

/// Words and small pieces of HTML of the problem block, as the LMS has them.
namespace scriptorium::capa {

/// "1 hour 2 minutes 5 seconds"; "0 seconds".
QString durationText(qint64 seconds);
/// "0.67/1": two decimals, zeros at the end dropped.
QString progressText(const std::pair<double, double>& progress);
/// "Last Score"; null for a method that does not exist.
QString gradingMethodText(const QString& method);
/// Without the elements that hold hints and other answers.
QString withoutHintElements(QString html);
/// The `hint`s of demand hints, wherever a problem element holds them.
std::vector<const Element*> demandHints(const Element& root);
/// The list of the first `count` demand hints.
QString hintListHtml(const QStringList& hints, qsizetype count);
/// What is put before a problem that an answer made impossible to show.
QString brokenStateWarning(const Answers& answers);
/// The element that the LMS's script fills with the page.
QString wrappedPage(const QString& htmlId, const QString& usageKey, const QString& handlerUrl,
                    const BlockRules& rules, const BlockSettings& settings, const BlockState& state,
                    const QString& pageHtml);

} // namespace scriptorium::capa
