#include "app/cli/showncourse.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {

Result<ShownCourse> readShownCourse(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const Workspace workspace, invocation.workspace());
  ShownCourse shown;
  SCRIPTORIUM_TRY_ASSIGN(shown.course, OpenedCourse::open(workspace, invocation.arguments[0],
                                                          invocation.types, invocation.progress));
  const CourseStore& store = shown.course->store();
  const auto key = invocation.has(u"key"_s) ? CourseKey::parse(invocation.options.value(u"key"_s))
                                            : Result<CourseKey>(store.key());
  if (!key)
    return key.error().in(u"--key"_s);
  if (!invocation.has(u"draft"_s)) {
    SCRIPTORIUM_TRY_ASSIGN(PublishedView published, PublishedView::of(store));
    shown.published = std::make_unique<PublishedView>(std::move(published));
  }
  const CourseView& view = shown.published ? static_cast<const CourseView&>(*shown.published) : store;
  SCRIPTORIUM_TRY_ASSIGN(shown.site, render::SiteCourse::of(view, invocation.types, *key));
  shown.site->setRelativeDates(invocation.has(u"relative-dates"_s));
  return shown;
}

} // namespace scriptorium::cli
