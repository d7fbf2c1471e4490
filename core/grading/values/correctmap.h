#pragma once

#include "grading/values/pyvalue.h"

#include <QMap>
#include <QString>

#include <optional>

namespace scriptorium::capa {

/// What grading says of one input. Field names are those of the LMS's stored state.
struct CorrectEntry
{
  QString correctness{}; ///< "correct", "incorrect", "partially-correct", "incomplete", "queued", "unknown";
                         ///< empty: null
  std::optional<double> npoints{}; ///< none: 1 for correct and partially-correct, else 0
  QString msg{};
  QString hint{};
  QString hintmode{}; ///< "always", "on_request"; empty: null
  PyValue queuestate{};
  QString answervariable{}; ///< "$name"; empty: null

  friend bool operator==(const CorrectEntry&, const CorrectEntry&) = default;
};

/// The result of a grading, by input id (as LMS: correctmap.py).
struct CorrectMap
{
  QMap<QString, CorrectEntry> entries;
  QString overallMessage;

  bool contains(const QString& id) const { return entries.contains(id); }
  CorrectEntry& operator[](const QString& id) { return entries[id]; }
  /// "correct" or "partially-correct".
  bool isCorrect(const QString& id) const;
  bool isQueued() const;
  /// What counts of an entry: npoints, or the rule above.
  double points(const QString& id) const;
  /// Of all entries; neither clipped nor weighted.
  double points() const;
  /// Replaces what is set in `other`, its overall message too.
  void update(const CorrectMap& other);

  /// As the LMS stores it; old one-level maps (id → "correct") are read too.
  PyValue toState() const;
  static CorrectMap fromState(const PyValue& state);

  friend bool operator==(const CorrectMap&, const CorrectMap&) = default;
};

} // namespace scriptorium::capa
