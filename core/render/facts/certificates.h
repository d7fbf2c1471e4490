#pragma once

#include "render/grades/coursegrade.h"
#include "render/web/visit.h"

namespace scriptorium::render {

/// How a learner stands to the certificate of the course.
enum class CertificateStanding
{
  NoCertificate, ///< the course has none that is active
  NotEnrolled,
  Audit,  ///< on a track that earns none
  Failed, ///< below the lowest cutoff by now
  Waits,  ///< earned, and shown from a date on
  Earned
};

/// The certificate of the course that is active; null when there is none, or certificates are no web pages.
Json activeCertificate(const SiteCourse& course);
CertificateStanding certificateStanding(const Visit& visit);
/// Whether certificates may be looked at by now (as LMS: certificates_viewable_for_course).
bool areCertificatesShown(const Visit& visit);
/// From when on, where it is a date that decides.
std::optional<Timestamp> certificatesFrom(const SiteCourse& course);
/// 32 hexadecimal digits, the same in every preview.
QString certificateId(const SiteCourse& course, const Learner& learner);
/// What the APIs say of it; null when there is nothing to say.
Json certificateData(const Visit& visit);

} // namespace scriptorium::render
