#pragma once

#include "grading/values/outcome.h"
#include "grading/values/pyvalue.h"

#include <QMap>
#include <QString>

namespace scriptorium::capa {

/// What a learner gave, by input id ("P_2_1"): a string, a list of strings (several boxes), or an object
/// (choicetext).
using Answers = QMap<QString, PyValue>;

/// From the fields of a form to answers (as LMS: capa_block.py, make_dict_of_responses): what stands after
/// the first `_` is the id, `[]` gathers a list, `{}` is JSON. Errors: Other (a key without `_`, two keys for
/// one id, bad JSON).
Outcome<Answers> answersFromForm(const QList<std::pair<QString, QString>>& fields);

} // namespace scriptorium::capa
