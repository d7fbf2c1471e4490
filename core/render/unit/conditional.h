#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// What a conditional's page asks for: the blocks inside once its condition is met, until then what is
/// missing. Source: xmodule/conditional_block.py, handle_ajax.
WebReply conditionalReply(const Visit& visit);

} // namespace scriptorium::render
