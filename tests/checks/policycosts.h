#pragma once

#include <QByteArrayView>
#include <QString>

namespace scriptorium::testing {

/// The bytes, grown, as the policy, the grading policy and the list of assets of a small course, which is
/// read and looked at by all rules, twice, as after an edit. What is wrong with that, what it cost included;
/// empty when nothing is.
QString brokenPolicy(QByteArrayView text);

} // namespace scriptorium::testing
