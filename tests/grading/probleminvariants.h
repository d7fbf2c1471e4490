#pragma once

#include <QByteArray>
#include <QString>

namespace scriptorium::testing {

/// What must hold of a problem generated from `bytes`: it loads, the same seed gives the same problem, its
/// right and its shown answers earn full marks, its wrong ones less, no answer breaks it. Empty when it
/// holds, else what does not.
QString brokenGeneratedProblem(QByteArrayView bytes);
/// What must hold of any XML and answers (texts behind NULs, in turn for the inputs): an outcome, twice the
/// same.
QString brokenAnyProblem(QByteArrayView xmlAndAnswers);

} // namespace scriptorium::testing
