#pragma once

#include "cases/caserunner.h"
#include "grading/problem/problem.h"
#include "grading/values/pyvalue.h"

namespace scriptorium::capa {

/// One function a kind of case: the case in, its result out. What a case lacks is taken as empty.
PyDict answerGrade(const PyValue& asked, const CaseRunner::Scripts& scripts);
PyDict answerShow(const PyValue& asked, const CaseRunner::Scripts& scripts);
PyDict answerRender(const PyValue& asked, const CaseRunner::Scripts& scripts);
PyDict answerAjax(const PyValue& asked, const CaseRunner::Scripts& scripts);
PyDict answerCalc(const PyValue& asked, const CaseRunner::Scripts& scripts);
PyDict answerPreview(const PyValue& asked, const CaseRunner::Scripts& scripts);
PyDict answerTolerance(const PyValue& asked, const CaseRunner::Scripts& scripts);
/// `xml`, `settings`, `staff`, `seed` and `steps`, each a handler with what is posted, or the page alone.
/// `{ID}` stands for the block's id. Beyond capa-cases/1: `state`, `stored`, `course_end`, `{QUEUEKEY}`,
/// steps that bring `xml`, `settings`, `staff` or `xqueue`, and the handler "rescore" (app/cli/README.md).
PyDict answerBlock(const PyValue& asked, const CaseRunner::Scripts& scripts);
PyDict answerMarkdown(const PyValue& asked, const CaseRunner::Scripts& scripts);
PyDict answerEditor(const PyValue& asked, const CaseRunner::Scripts& scripts);

/// What a case says of the course around its problem: `python_lib`, `files`, `anonymous_student_id`, and
/// `xqueue`, [code, words], by which the external graders' queue answers (without it there is none).
ProblemSurroundings surroundingsOf(const PyValue& asked, const CaseRunner::Scripts& scripts);

/// The text of an entry; empty when it is no text.
QString textAt(const PyValue& asked, QStringView name);
/// The truth of an entry; `fallback` when there is none.
bool isTrueAt(const PyValue& asked, QStringView name, bool fallback = false);
/// The entries of an object below `name`; none when there is none.
PyDict entriesAt(const PyValue& asked, QStringView name);
/// `text`, or None for an empty one.
PyValue orNone(const QString& text);

} // namespace scriptorium::capa
