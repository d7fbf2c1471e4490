#pragma once

#include "model/block.h"
#include "model/blocktype.h"
#include "model/fields.h"
#include "model/inheritance.h"

#include <QString>

namespace scriptorium::olx {

/// The block's own fields with what policy.json sets for it put in as attribute text, as they are in Studio
/// after an import: policy over attribute, Xml-blocks and discussions only, video not. `tabs` and the other
/// entries of the course that live in the policy alone are left out.
Fields withPolicy(const BlockTypes& types, const PolicyReader& policy, const QString& type,
                  const QString& urlName, const BlockVersion& version);

/// Whether an attribute says only where its element stands (url_name, filename, org, course, xblock-family,
/// the place of a draft): it may differ between two files that mean the same.
bool isPlaceAttribute(const QString& type, const QString& name);

} // namespace scriptorium::olx
