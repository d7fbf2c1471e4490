#pragma once

#include "base/result.h"

namespace scriptorium {

class WebViewMaker;

/// The plugin with the browser engine, loaded when first asked for: beside the program in a build, else where
/// it is installed. Lives as long as the program. Errors: NotFound, when there is none; Denied, when it
/// cannot run on this computer.
Result<const WebViewMaker*> webPlugin();

} // namespace scriptorium
