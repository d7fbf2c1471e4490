#pragma once

#include "model/block.h"
#include "model/blocktype.h"
#include "model/coursekey.h"

namespace scriptorium::olx {

/// The fields of a block as Studio writes them once it has read them: settings of Xml-blocks in the form of
/// their type ("1" of a Float is "1.0", quoted dates lose their quotes, partitions have all their keys in
/// Studio's order), references as old-style keys of the course (`i4x://ORG/COURSE/TYPE/ID`), dates of an
/// openassessment without a zone. What Studio could not read stays as it is. `key` is the course that the
/// export is of.
Fields studioValues(const BlockTypes& types, const CourseKey& key, const QString& type, const Fields& fields);

/// The same for the list of blocks that a conditional shows (`<show sources=…/>`), as it stands among its
/// children; anything else comes back as it is.
QByteArray studioShow(const CourseKey& key, const QByteArray& raw);

/// An element as Studio writes it once it has read it: the dates of an openassessment's `<assessment start=
/// due=>` without their zones, the `<handout src=…/>` of a video as a file of the course `key`.
QByteArray studioElement(const CourseKey& key, const QString& type, const QByteArray& element);

} // namespace scriptorium::olx
