#pragma once

namespace scriptorium {

bool isRoot();
/// Whether this user may make a user namespace; asked of a child that ends at once.
bool hasUserNamespaces();

} // namespace scriptorium
