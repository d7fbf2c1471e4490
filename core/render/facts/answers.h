#pragma once

#include "render/web/visit.h"

#include <initializer_list>

namespace scriptorium::render {

/// An object of these members, in order.
Json object(std::initializer_list<std::pair<const char*, Json>> members);
Json orNull(const std::optional<Timestamp>& moment);
/// The text of a member; empty when there is none.
QString textAt(const Json& json, const char* name);
/// Null for the empty text.
Json orNull(const QString& text);

/// The text of an object with many members: adding one to a `Json` goes through those before it.
class ObjectText
{
public:
  void add(const QString& name, const Json& value);
  /// {"a":1}
  QByteArray text() const { return '{' + m_members + '}'; }

private:
  QByteArray m_members;
};
/// An answer whose last member is a text of JSON; `answer` has one member at least.
WebReply jsonWith(const Json& answer, const QString& name, const QByteArray& text);

/// Whether the first captured part of the address is the key of the course that is served.
bool isOurs(const Visit& visit);
/// Nobody in particular: who has not signed in.
bool isAnonymous(const Learner& learner);

/// Whether the one who looks is of the staff, whoever they look as.
bool isReallyStaff(const Learner& learner);

/// "http://HOST/…": an absolute address at the host that was asked.
QString lmsAddress(const Visit& visit, const QString& path);
/// A page of the learning client for the course: "home", "dates".
QString clientAddress(const Visit& visit, const QString& page);
/// Where a link to a block leads.
QString jumpAddress(const Visit& visit, int node);

/// The error of a REST endpoint: {"detail": …}.
WebReply detailReply(int status, const QString& detail);
/// The other form: {"developer_message": …}.
WebReply developerReply(int status, const QString& message);
/// A status without a body.
WebReply emptyReply(int status);

} // namespace scriptorium::render
