#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <chrono>
#include <deque>

namespace scriptorium::preview {

/// What people of a course team have to know to see a preview over the network. Guessing is slow: five wrong
/// codes a minute from one address, thirty from all. Not thread-safe.
class AccessCode
{
public:
  using Time = std::chrono::steady_clock::time_point;

  explicit AccessCode(QString code) : m_code(std::move(code)) {}
  /// "K7RT-2MHX": 40 bits, without letters that are taken for others.
  static QString random();
  const QString& text() const { return m_code; }

  enum class Verdict
  {
    Right,
    Wrong,
    TooMany ///< not looked at
  };
  /// Case, blanks and hyphens do not matter. Takes as long for any wrong code.
  Verdict check(const QString& typed, const QByteArray& peer, Time now);

private:
  std::deque<Time>& recent(const QByteArray& peer, Time now);

  QString m_code;
  QHash<QByteArray, std::deque<Time>> m_wrong; ///< by address; of all under the empty one
};

} // namespace scriptorium::preview
