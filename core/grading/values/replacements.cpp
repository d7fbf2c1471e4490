#include "grading/values/replacements.h"

#include <algorithm>
#include <set>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

constexpr qsizetype kLongestText = qsizetype{32} * 1024 * 1024;
constexpr qint64 kMostWork = 1'000'000'000;
constexpr qint64 kBeginningWork = 16; ///< of each beginning, beside a character looked at
constexpr qint64 kNameWork = 64;      ///< of each name looked for
constexpr qsizetype kUsualName = 40;  ///< the '$' in front of it counts

/// Of a text that begins with '$', grown by one character.
size_t grown(size_t hash, QChar next)
{
  return (hash ^ next.unicode()) * 0x100000001b3U;
}

size_t hashOf(QStringView name)
{
  size_t hash = 0;
  for (const QChar c : name)
    hash = grown(hash, c);
  return hash;
}

} // namespace

Replacements::Replacements(const PyDict& context)
{
  m_all.reserve(context.size());
  for (const auto& [name, value] : context)
    m_all.append({u'$' + name, value.str()});
  std::stable_sort(m_all.begin(), m_all.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  m_longest = m_all.isEmpty() ? 0 : m_all.front().first.size();
  for (int at = 0; at < m_all.size(); ++at) {
    const QStringView name = m_all[at].first;
    m_byHash.insert(hashOf(name), at);
    m_byBeginning.insert(hashOf(name.first(std::min(kUsualName, name.size()))), at);
    m_isPlain = m_isPlain && !name.sliced(1).contains(u'$');
  }
}

int Replacements::find(size_t hash, QStringView name) const
{
  for (auto found = m_byHash.constFind(hash); found != m_byHash.cend() && found.key() == hash; ++found)
    if (m_all[*found].first == name)
      return *found;
  return -1;
}

QString Replacements::applied(const QString& text) const
{
  if (!text.contains(u'$'))
    return text;
  if (m_isPlain)
    if (auto done = inOnePass(text))
      return *std::move(done);
  return oneByOne(text);
}

std::optional<QString> Replacements::inOnePass(const QString& text) const
{
  QString out;
  qsizetype done = 0;
  qsizetype before = -1; // the '$' before
  for (qsizetype at = text.indexOf(u'$'); at >= 0;) {
    const qsizetype next = text.indexOf(u'$', at + 1);
    const qsizetype end = std::min(next < 0 ? text.size() : next, at + m_longest);
    int longest = -1;
    size_t hash = 0;
    for (qsizetype place = at; place < end; ++place) {
      hash = grown(hash, text[place]);
      if (const int found = find(hash, QStringView(text).sliced(at, place + 1 - at)); found >= 0)
        longest = found;
    }
    if (longest >= 0) {
      const auto& [name, value] = m_all[longest];
      // What it stands for might make a name of the '$' before it: of those that come later, so no longer
      // one.
      const bool mayJoin = before >= 0 && at - before < name.size();
      if (mayJoin || value.contains(u'$') || out.size() + (text.size() - done) + value.size() > kLongestText)
        return std::nullopt;
      out += QStringView(text).sliced(done, at - done);
      out += value;
      done = at + name.size();
    }
    before = at;
    at = next;
  }
  return out += QStringView(text).sliced(done);
}

QString Replacements::oneByOne(const QString& text) const
{
  if (m_work >= kMostWork)
    return text;
  QString out = text;
  std::set<int> ahead; // names that may be in the text, as a filter: in the order of their turn
  const auto lookFrom = [&](int first) {
    for (qsizetype at = out.indexOf(u'$'); at >= 0; at = out.indexOf(u'$', at + 1)) {
      size_t hash = 0;
      const qsizetype end = std::min(at + kUsualName, out.size());
      for (qsizetype place = at; place < end; ++place) {
        hash = grown(hash, out[place]);
        for (auto found = m_byBeginning.constFind(hash); found != m_byBeginning.cend() && found.key() == hash;
             ++found)
          if (*found >= first)
            ahead.insert(*found);
      }
      m_work += kBeginningWork * kUsualName;
    }
    m_work += out.size();
  };
  lookFrom(0);
  while (!ahead.empty() && m_work < kMostWork) {
    const int turn = *ahead.begin();
    ahead.erase(ahead.begin());
    const auto& [name, value] = m_all[turn];
    const qsizetype count = out.count(name);
    m_work += kNameWork + out.size();
    if (count == 0 || out.size() + count * (value.size() - name.size()) > kLongestText)
      continue;
    out.replace(name, value);
    lookFrom(turn + 1);
  }
  return out;
}

} // namespace scriptorium::capa
