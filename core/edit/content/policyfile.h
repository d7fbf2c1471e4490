#pragma once

#include "edit/edit.h"

#include <QByteArray>

#include <memory>

namespace scriptorium::edit {

/// The policy.json of the course while it is changed: everything but what is set stays as it is, and the file
/// comes out as Studio writes it. Nothing is stored before `save`.
class PolicyFile
{
public:
  /// A course without one gets policies/RUN/policy.json. Errors: BadInput when the file is no JSON object or
  /// holds what would be lost.
  static Result<PolicyFile> open(Edit& edit);
  ~PolicyFile();
  PolicyFile(PolicyFile&&) noexcept;

  /// Whether the file has an entry for a block at all.
  bool hasEntry(const QString& type, const QString& urlName) const;
  /// Errors: BadInput when `json` is no JSON text.
  Result<Unit> set(const QString& type, const QString& urlName, const QString& field, const QString& json);
  void remove(const QString& type, const QString& urlName, const QString& field);
  Result<Unit> save();

private:
  struct Private;
  explicit PolicyFile(std::unique_ptr<Private> d);
  std::unique_ptr<Private> d;
};

} // namespace scriptorium::edit
