#include "checks/problemundertest.h"

#include "grading/values/problemxml.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {

ProblemUnderTest::ProblemUnderTest(QByteArray olx, Place place, capa::ProblemSurroundings around)
    : m_olx(std::move(olx)), m_place(std::move(place)), m_around(std::move(around))
{
  if (m_around.scripts)
    m_around.scripts =
        &m_scripts.emplace(m_series.emplace(*m_around.scripts), capa::ScriptBudget::ofProblem());
  if (auto parsed = capa::parseXml(m_olx))
    m_markup = *std::move(parsed);
}

capa::Outcome<std::unique_ptr<capa::Problem>> ProblemUnderTest::load(qint64 seed) const
{
  return capa::Problem::load(m_olx, u"problem"_s, seed, m_around);
}

const capa::Outcome<std::unique_ptr<capa::Problem>>& ProblemUnderTest::loaded(qint64 seed)
{
  auto found = m_loaded.find(seed);
  if (found == m_loaded.end())
    found = m_loaded.emplace(seed, load(seed)).first;
  return found->second;
}

bool ProblemUnderTest::isRandom() const
{
  if (!m_markup)
    return false;
  const auto all = m_markup->iterate();
  return std::any_of(all.begin(), all.end(), [](const capa::Element* element) {
    return element->attribute(u"shuffle"_s) == u"true" || element->has(u"answer-pool") ||
           (element->tag == u"script" && !element->attribute(u"type").contains(u"javascript"_s));
  });
}

Place ProblemUnderTest::place(int line) const
{
  Place place = m_place;
  if (line > 0 && place.line > 0)
    place.line += line - 1;
  return place;
}

} // namespace scriptorium::checks
