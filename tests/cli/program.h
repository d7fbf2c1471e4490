#pragma once

#include "support/places.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace scriptorium::testing {

/// The real scriptorium-cli of this build, run as a process on a store of its own.
class Program
{
public:
  explicit Program(const QString& store) : m_store(store) {}

  struct Run
  {
    int exitCode = -1;
    bool wasKilled = false;
    QByteArray out;
    QByteArray err;
    QList<QJsonObject> objects() const;
  };

  /// Runs a command with --json. `environment` is added to the process's own.
  Run run(const QStringList& arguments, const QMap<QString, QString>& environment = {}) const;
  /// Runs a command under another program ("strace -e …").
  Run runUnder(const QStringList& wrapper, const QStringList& arguments) const;
  /// Starts a command and sends SIGKILL after `microseconds`, unless it ended before.
  Run runAndKill(const QStringList& arguments, int microseconds) const;

  /// A title in the store's only course; nothing when there is no such course or block.
  std::optional<QString> title(const QString& block) const;
  /// Whether `doctor` finds the store whole. `why` gets its words.
  bool isWhole(QByteArray* why) const;

  static QString path();

private:
  QString m_store;
};

} // namespace scriptorium::testing
