#pragma once

#include <QObject>

#include <functional>
#include <memory>

namespace scriptorium::testing {

/// Makes a test class known to the executable's main; `file` names it on the command line. Use
/// SCRIPTORIUM_TEST.
bool registerTest(const char* file, std::function<std::unique_ptr<QObject>()> make);

} // namespace scriptorium::testing

/// Put below a test class, once per tst_*.cpp.
#define SCRIPTORIUM_TEST(Class)                                                                              \
  namespace {                                                                                                \
  [[maybe_unused]] const bool registered##Class =                                                            \
      scriptorium::testing::registerTest(__FILE__, [] { return std::make_unique<Class>(); });                \
  }
