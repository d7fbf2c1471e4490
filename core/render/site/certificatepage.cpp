#include "render/site/certificatepage.h"

#include "markup/markup.h"
#include "render/facts/answers.h"
#include "render/facts/certificates.h"
#include "render/site/sitepage.h"
#include "render/web/links.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

QString dayText(Timestamp moment)
{
  const QDateTime day = QDateTime::fromMSecsSinceEpoch(moment.time_since_epoch().count(), Qt::UTC);
  return QLocale::c().toString(day, u"d MMMM yyyy"_s);
}

QString percentText(double part)
{
  return u"%1 %"_s.arg(qint64(std::floor(part * 100 + 0.5)));
}

QString lineOf(const QString& element, const QString& text)
{
  return text.isEmpty() ? QString() : u"<%1>%2</%1>\n"_s.arg(element, markup::htmlEscaped(text));
}

QString signatoryHtml(const Json& signatory)
{
  const QString image = textAt(signatory, "signature_image_path");
  QString html = u"<li>"_s;
  if (!image.isEmpty())
    html += u"<img src=\"%1\" alt=\"Signature of %2\">\n"_s.arg(
        markup::htmlEscaped(image), markup::htmlEscaped(textAt(signatory, "name")));
  return html + lineOf(u"b"_s, textAt(signatory, "name")) + lineOf(u"span"_s, textAt(signatory, "title")) +
         lineOf(u"span"_s, textAt(signatory, "organization")) + u"</li>\n"_s;
}

QString certificateHtml(const Visit& visit, const Learner& learner)
{
  const SiteCourse& course = visit.course;
  const int root = course.root();
  const Json certificate = activeCertificate(course);
  const QString own = textAt(certificate, "course_title");
  const QString shown = course.textOf(root, u"display_organization"_s);
  QString html = u"<article class=\"certificate\">\n<p class=\"kind\">Certificate</p>\n<h1>"_s +
                 markup::htmlEscaped(learner.name) + u"</h1>\n<p>has passed the course</p>\n<h2>"_s +
                 markup::htmlEscaped(own.isEmpty() ? course.title(root) : own) + u"</h2>\n<p>"_s +
                 markup::htmlEscaped(u"%1, a course of %2"_s.arg(
                     course.key().number(), shown.isEmpty() ? course.key().org() : shown)) +
                 u"</p>\n<ul class=\"signatories\">\n"_s;
  const Json signatories = certificate.find("signatories").value_or(Json());
  for (const Json& signatory : signatories.items())
    html += signatoryHtml(signatory);
  return withAddresses(course, html) +
         u"</ul>\n<footer>Issued on %1 · Certificate %2</footer>\n</article>\n"_s.arg(
             dayText(visit.now), certificateId(course, learner));
}

/// For a learner without one: what is missing.
QString whyNone(const Visit& visit, CertificateStanding standing)
{
  switch (standing) {
  case CertificateStanding::NoCertificate:
    return u"This course gives no certificates: it has none that is active. In Studio, add one under "
           u"Settings → "
           "Certificates and activate it."_s;
  case CertificateStanding::NotEnrolled:
    return u"Who is not enrolled earns no certificate."_s;
  case CertificateStanding::Audit:
    return u"The audit track earns no certificate. Look as a learner of another track: --learner "
           "anna,track=verified."_s;
  case CertificateStanding::Failed: {
    CourseGrade grade{CourseAccess(visit)};
    return u"The certificate is not earned yet: the grade is %1, and passing takes %2."_s.arg(
        percentText(grade.total(false).percent), percentText(grade.policy().passing()));
  }
  case CertificateStanding::Waits: {
    const auto from = certificatesFrom(visit.course);
    return from ? u"The certificate is earned. It is shown from %1 on."_s.arg(dayText(*from))
                : u"The certificate is earned. It is shown when the course has ended."_s;
  }
  case CertificateStanding::Earned:
    return {};
  }
  return {};
}

WebReply page(const Visit& visit, const QString& content)
{
  return WebReply::html(sitePage(visit, u"Certificate"_s, u"view-in-course view-certificate"_s, content));
}

WebReply ownCertificate(const Visit& visit)
{
  if (isAnonymous(visit.learner))
    return WebReply::notFound();
  const CertificateStanding standing = certificateStanding(visit);
  if (standing == CertificateStanding::Earned)
    return page(visit, certificateHtml(visit, visit.learner));
  const bool isPreview = visit.learner.isStaff && standing != CertificateStanding::NoCertificate;
  if (isPreview)
    return page(visit, u"<p class=\"preview-note\">For the course team: how the certificate looks. Learners "
                       "see theirs when they have passed.</p>\n"_s +
                           certificateHtml(visit, visit.learner));
  return page(visit,
              u"<h1>Certificate</h1>\n<p>"_s + markup::htmlEscaped(whyNone(visit, standing)) + u"</p>\n"_s);
}

/// Whoever has the address, as on the LMS.
WebReply certificateOfId(const Visit& visit)
{
  const auto whose = std::ranges::find_if(visit.learners, [&visit](const Learner& learner) {
    return certificateId(visit.course, learner) == visit.captured.value(0);
  });
  if (whose == visit.learners.end())
    return WebReply::notFound();
  const Visit theirs{visit.course,  *whose,         visit.states,  visit.now,
                     visit.request, visit.captured, visit.learners};
  return certificateStanding(theirs) == CertificateStanding::Earned
             ? page(visit, certificateHtml(theirs, *whose))
             : WebReply::notFound();
}

} // namespace

void addCertificateRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/certificates/course/{course}/?"_s, ownCertificate);
  addRoute(routes, "GET", u"/certificates/([0-9a-f]{32})/?"_s, certificateOfId);
}

} // namespace scriptorium::render
