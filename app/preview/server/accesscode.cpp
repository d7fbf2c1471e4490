#include "app/preview/server/accesscode.h"

#include "base/sha256.h"

#include <QRandomGenerator>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::preview {
namespace {

constexpr std::chrono::minutes kWhile(1);
constexpr size_t kOfOne = 5;
constexpr size_t kOfAll = 30;
constexpr qsizetype kMostAddresses = 1000;

QString plain(QString code)
{
  return code.remove(u'-').remove(u' ').toUpper();
}

/// Both hashes are looked at whole, so that the time says nothing of where they differ.
bool isSame(const QString& a, const QString& b)
{
  const Sha256 first = sha256(a.toUtf8());
  const Sha256 second = sha256(b.toUtf8());
  unsigned difference = 0;
  for (size_t i = 0; i < first.bytes.size(); ++i)
    difference |= unsigned(first.bytes[i] ^ second.bytes[i]);
  return difference == 0;
}

} // namespace

QString AccessCode::random()
{
  static const QString kLetters = u"23456789ABCDEFGHJKLMNPQRSTUVWXYZ"_s; // 32: no 0, 1, I, O
  QString code;
  for (int i = 0; i < 8; ++i)
    code += (i == 4 ? u"-"_s : QString()) + kLetters[QRandomGenerator::system()->bounded(32)];
  return code;
}

std::deque<AccessCode::Time>& AccessCode::recent(const QByteArray& peer, Time now)
{
  if (m_wrong.size() > kMostAddresses)
    m_wrong.removeIf(
        [&](const auto& wrong) { return wrong.value().empty() || wrong.value().back() < now - kWhile; });
  std::deque<Time>& times = m_wrong[peer];
  while (!times.empty() && times.front() <= now - kWhile)
    times.pop_front();
  return times;
}

AccessCode::Verdict AccessCode::check(const QString& typed, const QByteArray& peer, Time now)
{
  if (recent({}, now).size() >= kOfAll || recent(peer, now).size() >= kOfOne)
    return Verdict::TooMany;
  if (isSame(plain(typed), plain(m_code)))
    return Verdict::Right;
  recent({}, now).push_back(now);
  recent(peer, now).push_back(now);
  return Verdict::Wrong;
}

} // namespace scriptorium::preview
