#include "support/testmain.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMap>
#include <QTest>

#include <cstdio>

#ifdef SCRIPTORIUM_TEST_WIDGETS
#include <QApplication>
using Application = QApplication;
#else
using Application = QCoreApplication;
#endif

namespace scriptorium::testing {
namespace {

using Factory = std::function<std::unique_ptr<QObject>()>;

QMap<QString, Factory>& tests()
{
  static QMap<QString, Factory> all;
  return all;
}

int runOne(const Factory& make, const QStringList& arguments)
{
  const auto test = make();
  return QTest::qExec(test.get(), arguments);
}

} // namespace

bool registerTest(const char* file, Factory make)
{
  tests().insert(QFileInfo(QString::fromLocal8Bit(file)).completeBaseName(), std::move(make));
  return true;
}

} // namespace scriptorium::testing

/// Usage: tests_MODULE [tst_FILE] [Qt Test options]. Without a name every file's tests run.
int main(int argc, char** argv)
{
  using namespace scriptorium::testing;
#ifdef SCRIPTORIUM_TEST_WIDGETS
  QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts); // as in the program
#endif
  const Application application(argc, argv);
  QStringList arguments = QCoreApplication::arguments();
  QString wanted;
  if (arguments.size() > 1 && arguments[1].startsWith(QLatin1StringView("tst_")))
    wanted = arguments.takeAt(1);
  if (!wanted.isEmpty() && !tests().contains(wanted)) {
    std::fprintf(stderr, "No test file %s in this executable.\n", qPrintable(wanted));
    return 2;
  }
  int failed = 0;
  for (auto it = tests().cbegin(); it != tests().cend(); ++it)
    if (wanted.isEmpty() || it.key() == wanted)
      failed += runOne(it.value(), arguments);
  return failed == 0 ? 0 : 1;
}
