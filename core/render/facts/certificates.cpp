#include "render/facts/certificates.h"

#include "render/facts/answers.h"
#include "render/facts/coursefacts.h"

#include <QCryptographicHash>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

Json dataJson(const QString& status, const Json& address = {}, const Json& from = {})
{
  return object({{"cert_status", Json(status)},
                 {"cert_web_view_url", address},
                 {"download_url", Json()},
                 {"certificate_available_date", from}});
}

} // namespace

Json activeCertificate(const SiteCourse& course)
{
  const int root = course.root();
  if (!course.isTrue(root, u"cert_html_view_enabled"_s))
    return {};
  const Json all = course.field(root, u"certificates"_s).find("certificates").value_or(Json());
  for (const Json& certificate : all.items())
    if (certificate.find("is_active").value_or(Json()).boolean())
      return certificate;
  return {};
}

CertificateStanding certificateStanding(const Visit& visit)
{
  if (activeCertificate(visit.course).isNull())
    return CertificateStanding::NoCertificate;
  if (!visit.learner.isEnrolled)
    return CertificateStanding::NotEnrolled;
  if (visit.learner.track == u"audit")
    return CertificateStanding::Audit;
  if (!CourseGrade(CourseAccess(visit)).isPassing())
    return CertificateStanding::Failed;
  return areCertificatesShown(visit) ? CertificateStanding::Earned : CertificateStanding::Waits;
}

std::optional<Timestamp> certificatesFrom(const SiteCourse& course)
{
  const int root = course.root();
  const bool isByDate = course.textOf(root, u"certificates_display_behavior"_s) == u"end_with_date";
  const auto date = isByDate ? course.date(root, u"certificate_available_date"_s) : std::nullopt;
  return date ? date : course.date(root, u"end"_s);
}

bool areCertificatesShown(const Visit& visit)
{
  const SiteCourse& course = visit.course;
  const QString behaviour = course.textOf(course.root(), u"certificates_display_behavior"_s);
  const bool isEarly = behaviour == u"early_no_info" || behaviour == u"early_with_info";
  if (isEarly || CourseAccess(visit).isSelfPaced())
    return true;
  const auto from = certificatesFrom(course);
  return from && visit.now > *from;
}

QString certificateId(const SiteCourse& course, const Learner& learner)
{
  const QByteArray source = course.keyText().toUtf8() + '\n' + learner.name.toUtf8();
  return QString::fromLatin1(QCryptographicHash::hash(source, QCryptographicHash::Md5).toHex());
}

Json certificateData(const Visit& visit)
{
  const CertificateStanding standing = certificateStanding(visit);
  if (standing == CertificateStanding::Earned)
    return dataJson(u"downloadable"_s,
                    Json(u"/certificates/"_s + certificateId(visit.course, visit.learner)));
  if (standing == CertificateStanding::Waits)
    return dataJson(u"earned_but_not_available"_s, {}, orNull(certificatesFrom(visit.course)));
  if (standing == CertificateStanding::Failed)
    return {};
  return enrollmentMode(visit) == u"audit" ? dataJson(u"audit_passing"_s) : Json();
}

} // namespace scriptorium::render
