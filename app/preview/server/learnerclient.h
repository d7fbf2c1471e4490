#pragma once

#include "base/result.h"
#include "render/web/web.h"

#include <QHash>

#include <memory>
#include <optional>

namespace scriptorium::preview {

/// A built learner client (frontend-app-learning, or one of its kind): the folder that its build writes, with
/// PUBLIC_PATH "/learning/" and MFE_CONFIG_API_URL "/api/mfe_config/v1". Its files are known by name from the
/// start, no path comes from an address. Thread-safe.
class LearnerClient
{
public:
  /// Errors: NotFound, without the folder or an index.html in it; BadInput, when it was built for another
  /// path, or has more files than a client has.
  static Result<std::unique_ptr<LearnerClient>> open(const QString& folder);

  /// Null: the address is none of the client's. Its pages (any path below) are its index.html.
  std::optional<render::WebReply> answer(const render::WebRequest& request) const;

private:
  LearnerClient() = default;
  QHash<QString, QString> m_files; ///< by path below the folder: where it lies
};

} // namespace scriptorium::preview
