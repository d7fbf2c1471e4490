#pragma once

#include "render/web/learner.h"

#include <QHash>

namespace scriptorium::render {

/// Keeps learners' states as long as the preview runs.
class MemoryStates final : public LearnerStates
{
public:
  std::optional<Json> value(qint64 learner, const QString& block, const QString& name) const override
  {
    const auto found = m_values.constFind({learner, block, name});
    return found == m_values.cend() ? std::nullopt : std::optional(*found);
  }
  QStringList blocksWith(qint64 learner, const QString& name) const override
  {
    QStringList blocks;
    for (auto at = m_values.cbegin(); at != m_values.cend(); ++at)
      if (at.key().learner == learner && at.key().name == name)
        blocks.append(at.key().block);
    return blocks;
  }
  void setValue(qint64 learner, const QString& block, const QString& name, const Json& value) override
  {
    m_values.insert({learner, block, name}, value);
  }
  void remove(qint64 learner, const QString& block, const QString& name) override
  {
    m_values.remove({learner, block, name});
  }
  void forget(std::optional<qint64> learner, const std::optional<QString>& block) override
  {
    m_values.removeIf([&](const auto& kept) {
      const Key& key = kept.key();
      return (!learner || key.learner == *learner) && (!block || key.block == *block);
    });
  }

private:
  struct Key
  {
    qint64 learner;
    QString block;
    QString name;
    friend bool operator==(const Key&, const Key&) = default;
    friend size_t qHash(const Key& key, size_t seed = 0)
    {
      return qHashMulti(seed, key.learner, key.block, key.name);
    }
  };
  QHash<Key, Json> m_values;
};

} // namespace scriptorium::render
