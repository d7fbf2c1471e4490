#pragma once

#include "checks/fix.h"
#include "model/finding.h"

#include <QFlags>
#include <QList>
#include <QStringList>

#include <optional>

namespace scriptorium::checks {

class BlockUnderTest;
class CourseSnapshot;
class ProblemUnderTest;

/// What of a course a rule about all of it, or about one block, looks at beside the block: it is asked again
/// when some of that changed.
enum class Input : quint8
{
  Policies = 1, ///< policy.json and grading_policy.json
  Files = 2,    ///< which files there are
  Root = 4,     ///< fields and children of the course block
  Names = 8     ///< which blocks there are
};
Q_DECLARE_FLAGS(Inputs, Input)

/// One value that the course's policy sets for a block.
struct PolicyEntry
{
  QString field;
  QString json; ///< the value as JSON text

  /// The value itself when it is a JSON string.
  std::optional<QString> text() const;
};

/// One thing that may be wrong with a course. A value without state; each function that is not null is asked,
/// and appends what it finds.
struct Rule
{
  QString id; ///< stable, in kebab case
  Finding::Severity severity = Finding::Severity::Warning;
  QString title;       ///< what it finds, a few words
  QString explanation; ///< what to do, one to three sentences: the advice of its findings

  /// A problem, through the engine that grades it. The dear ones: see `CourseChecks::Options`.
  void (*problem)(const Rule& rule, ProblemUnderTest& problem, Findings& findings) = nullptr;
  /// One state of a block that could be read. Of the types named; with none of all but files.
  void (*block)(const Rule& rule, const BlockUnderTest& block, Findings& findings) = nullptr;
  QStringList types = {};
  QString field = {}; ///< blocks are asked about only when they have this field; empty: always
  /// What the policy says of a block, of any type.
  void (*policy)(const Rule& rule, const BlockUnderTest& block, const QList<PolicyEntry>& entries,
                 Findings& findings) = nullptr;
  /// The course as a whole; legacy libraries are not asked unless `isOfLibraries`.
  void (*course)(const Rule& rule, const CourseSnapshot& course, Findings& findings) = nullptr;
  Inputs reads = {};
  bool isOfLibraries = false;
  /// How to mend what it found; nothing when a person has to. Null: always a person.
  std::optional<Fix> (*fix)(const CourseSnapshot& course, const Finding& finding) = nullptr;

  /// A finding with what is the same for all of the rule.
  Finding finding(const QString& message, const Place& place) const;
  Finding finding(const QString& message, const Place& place, const QString& advice) const;
};

/// Every rule, in the order of the list that people see.
const QList<Rule>& allRules();
/// The rule of that id; null when there is none.
const Rule* findRule(QStringView id);

/// What the rules about problems say of one. Rules that grade only run when it loads.
Findings checkProblem(ProblemUnderTest& problem);

/// For a list to read: of one rule no more than a thousand, and a last word on how many were left out.
Findings shortened(const Findings& findings);

} // namespace scriptorium::checks

Q_DECLARE_OPERATORS_FOR_FLAGS(scriptorium::checks::Inputs)
