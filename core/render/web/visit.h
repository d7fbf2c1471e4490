#pragma once

#include "base/clock.h"
#include "render/web/happening.h"
#include "render/web/learner.h"
#include "render/web/sitecourse.h"
#include "render/web/web.h"

#include <QRegularExpression>
#include <QStringList>

namespace scriptorium::render {

/// One request with all that answers depend on.
struct Visit
{
  const SiteCourse& course;
  const Learner& learner; ///< as whom one looks
  LearnerStates& states;
  Timestamp now;
  const WebRequest& request;
  QStringList captured;             ///< by the route's pattern, from 1 on at 0
  const QList<Learner>& learners;   ///< all of the preview
  Happenings* happenings = nullptr; ///< where what happens is noted; null: nobody follows

  void tell(Happening happening) const
  {
    if (happenings != nullptr)
      happenings->push_back(std::move(happening));
  }
};

/// An address and what answers there.
struct Route
{
  QByteArray method;          ///< "GET", "POST" …
  QRegularExpression pattern; ///< of the whole path
  WebReply (*answer)(const Visit& visit) = nullptr;
};
using Routes = std::vector<Route>;

/// Adds a route; `pattern` is anchored at both ends. "{course}" and "{block}" in it stand for keys, captured.
void addRoute(Routes& routes, const QByteArray& method, QString pattern, WebReply (*answer)(const Visit&));

} // namespace scriptorium::render
