#include "grading/block/blocktext.h"
#include "grading/block/problemblock.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

std::vector<const Element*> demandHints(const Element& root)
{
  std::vector<const Element*> hints;
  for (const Element* problem : root.iterate(u"problem"))
    for (const Element* list : problem->childrenNamed(u"demandhint"))
      for (const Element* hint : list->childrenNamed(u"hint"))
        hints.push_back(hint);
  return hints;
}

QString ProblemBlock::withUrls(const QString& html) const
{
  return m_place.replaceUrls ? m_place.replaceUrls(html) : html;
}

Outcome<QString> ProblemBlock::contentHtml()
{
  const Problem::Page shown{rules().isCorrectnessAvailable()};
  const Outcome<QString> html = m_problem->html(shown);
  return html ? html : contentAfterFailure();
}

Outcome<QString> ProblemBlock::contentAfterFailure()
{
  const QString warning = brokenStateWarning(m_state.answers);
  SCRIPTORIUM_TRY(loadFresh());
  SCRIPTORIUM_TRY_ASSIGN(const QString html, m_problem->html({rules().isCorrectnessAvailable()}));
  return warning + html;
}

std::optional<BlockPage::Notice> ProblemBlock::resultNotice() const
{
  if (!rules().isCorrectnessAvailable())
    return BlockPage::Notice{u"general"_s, u"fa-info-circle"_s, u"Answer submitted."_s};
  const QMap<QString, CorrectEntry>& entries = m_state.correctMap.entries;
  QString result = entries.isEmpty() ? QString() : entries.first().correctness;
  for (const CorrectEntry& entry : entries)
    if (entry.correctness != entries.first().correctness)
      result = u"partially-correct"_s;
  const std::optional<std::pair<double, double>> progress = rules().progress();
  const QString points = !progress ? QString()
                                   : u" (%1 %2)"_s.arg(progressText(*progress),
                                                       progress->second == 1 ? u"point"_s : u"points"_s);
  if (result == "correct"_L1)
    return BlockPage::Notice{u"success"_s, u"fa-check"_s, u"Correct"_s + points};
  if (result == "incorrect"_L1)
    return BlockPage::Notice{u"error"_s, u"fa-close"_s, u"Incorrect"_s + points};
  if (result == "partially-correct"_L1)
    return BlockPage::Notice{u"success"_s, u"fa-asterisk"_s,
                             progress ? u"Partially correct"_s + points : u"Partially Correct"_s};
  return std::nullopt;
}

Outcome<BlockPage> ProblemBlock::builtPage(bool showsResult)
{
  SCRIPTORIUM_TRY_ASSIGN(const QString html, contentHtml());
  const QString method = gradingMethodText(m_settings.gradingMethod);
  if (method.isNull())
    return otherError(u"KeyError"_s, u'\'' + m_settings.gradingMethod + u'\'');
  const BlockRules now = rules();
  BlockPage page;
  const QString name = m_settings.displayName.value_or(QString());
  page.title = name.trimmed().isEmpty() ? u"problem"_s : name;
  page.content = withoutHintElements(html);
  page.usageKey = m_place.usageKey;
  page.htmlId = m_place.htmlId;
  page.hasHints = !demandHints(m_problem->root()).empty();
  page.offersSave = now.offersSave();
  page.offersReset = now.offersReset();
  page.offersAnswer = now.isAnswerAvailable();
  page.enablesSubmit = now.enablesSubmit();
  page.attempts = m_state.attempts;
  page.maxAttempts = m_settings.maxAttempts;
  page.gradingMethod = method;
  page.release = m_place.release;
  if (showsResult)
    page.result = resultNotice();
  page.hasSavedAnswers = m_state.hasSavedAnswers;
  return page;
}

Outcome<QString> ProblemBlock::pageHtml(bool showsResult)
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockPage page, builtPage(showsResult));
  return withUrls(page.toHtml());
}

} // namespace scriptorium::capa
