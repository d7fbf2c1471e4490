#pragma once

#include "model/blocktype.h"
#include "model/text/json.h"

#include <QString>

/// Whether Studio's import can use a value. What it cannot use makes it drop the block, or refuse the course
/// when it is the course's own. Source: XBlock fields.py, xmodule/fields.py, xml_block.py
/// (deserialize_field), partitions.py, tabs.py.
namespace scriptorium::predict {

/// Nothing when it can, else what is wrong: "max_attempts=\"many\" is no whole number".
using Complaint = QString;

/// An attribute of an element.
Complaint complaintOf(const FieldSpec& spec, bool isXmlBlock, const QString& raw);
/// A value of policy.json or of a `<meta>` element.
Complaint complaintOf(const FieldSpec& spec, const Json& value);

/// The course's pages; `policy` is what "tabs" holds.
Complaint complaintOfTabs(const Json& tabs);

/// Keys of blocks, separated by semicolons.
Complaint complaintOfKeys(const QString& keys);

/// Whether a block with this value can be imported but never exported again: a place in a video that is no
/// whole second, or beyond a day.
bool breaksExport(const FieldSpec& spec, const QString& raw);

} // namespace scriptorium::predict
