#pragma once

#include "render/web/learner.h"

#include <QRandomGenerator>

#include <array>

namespace scriptorium::preview {

/// Somebody with a session: as whom, and what requests that change something must show.
struct Visitor
{
  render::Learner learner;
  QString csrf;
  QString origin; ///< of this server's pages, as the visitor's browser names it
};

/// 64 hexadecimal digits that nobody can guess.
inline QString randomName()
{
  std::array<quint32, 8> words{};
  QRandomGenerator::system()->generate(words.begin(), words.end());
  return QString::fromLatin1(QByteArray(reinterpret_cast<const char*>(words.data()), sizeof words).toHex());
}

} // namespace scriptorium::preview
