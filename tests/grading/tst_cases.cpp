#include "cases/caserunner.h"
#include "grading/casefile.h"
#include "grading/scripts/sandboxrunner.h"
#include "grading/values/pyvalue.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// Cases answered by the LMS's own code: of each file at least 99.5 % must be equal in every binding field.
class TestCases : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void file_data()
  {
    QTest::addColumn<QString>("path");
    const QStringList files = caseFiles();
    if (files.isEmpty())
      QSKIP(kNoShared);
    for (const QString& path : files)
      QTest::newRow(qPrintable(QFileInfo(path).completeBaseName())) << path;
  }

  void file()
  {
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    // Not read by QJsonDocument, which sorts names: pages show answers in the order they came in.
    const auto content = capa::PyValue::fromJson(file.readAll());
    const capa::PyValue* listed = content ? content->at(u"cases") : nullptr;
    const capa::PyList cases =
        listed != nullptr && listed->list() != nullptr ? *listed->list() : capa::PyList();
    QVERIFY(!cases.isEmpty());
    capa::CaseRunner runner([this](const auto& code) { return sandboxFor(code.library); });
    QStringList differing;
    for (const auto& value : cases) {
      const QByteArray line = value.toJson();
      const QJsonObject asked = QJsonDocument::fromJson(line).object();
      const QJsonObject answer = QJsonDocument::fromJson(runner.answer(line)).object();
      const QString found = difference(asked[u"expect"_s].toObject(), answer, asked[u"kind"_s].toString());
      if (!found.isEmpty())
        differing.append(asked[u"id"_s].toString() + u": "_s + found);
    }
    QVERIFY2(
        double(differing.size()) <= 0.005 * double(cases.size()),
        qPrintable(u"%1 of %2 differ:\n"_s.arg(differing.size()).arg(cases.size()) + differing.join(u'\n')));
  }

private:
  capa::ScriptRunner* sandboxFor(const QString& library)
  {
    auto& sandbox = m_sandboxes[library];
    if (!sandbox) {
      capa::SandboxOptions options;
      QFile zip(sharedFolder() + u"/capa-cases/"_s + library);
      if (!library.isEmpty() && zip.open(QIODevice::ReadOnly))
        options.courseFiles.insert(u"python_lib.zip"_s, zip.readAll());
      sandbox = std::make_unique<capa::SandboxRunner>(options);
    }
    return sandbox.get();
  }

  std::map<QString, std::unique_ptr<capa::SandboxRunner>> m_sandboxes;
};

SCRIPTORIUM_TEST(TestCases)
#include "tst_cases.moc"
