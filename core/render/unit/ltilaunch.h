#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// What stands in the frame of an LTI tool: the preview signs in nowhere, and shows what the LMS would send.
WebReply ltiLaunch(const Visit& visit);

} // namespace scriptorium::render
