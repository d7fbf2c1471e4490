// ctest-labels: fast;architecture
#include "support/places.h"
#include "support/testmain.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using scriptorium::testing::sourceFolder;

namespace {

struct Layer
{
  QStringList modules;    ///< folders, relative to the source tree
  QStringList mayInclude; ///< names of other layers
  QStringList libraries;  ///< third-party header prefixes its .cpp files may use
};

/// The layering of the design. A layer sees itself and what it names here, nothing else.
const QMap<QString, Layer>& layers()
{
  static const QMap<QString, Layer> table = {
      {u"base"_s, {{u"core/base"_s}, {}, {u"nlohmann/"_s, u"openssl/"_s}}},
      {u"model"_s,
       {{u"core/model"_s, u"core/blocks"_s, u"core/merge"_s}, {u"base"_s}, {u"nlohmann/"_s, u"yaml.h"_s}}},
      {u"formats"_s,
       {{u"core/olx"_s, u"core/archive"_s, u"core/assets"_s},
        {u"base"_s, u"model"_s},
        {u"nlohmann/"_s, u"libxml/"_s, u"zlib.h"_s, u"libdeflate.h"_s, u"toml++/"_s}}},
      {u"store"_s,
       {{u"core/store"_s, u"core/search"_s}, {u"base"_s, u"model"_s}, {u"nlohmann/"_s, u"sqlite3.h"_s}}},
      {u"edit"_s,
       {{u"core/edit"_s, u"core/session"_s},
        {u"base"_s, u"model"_s, u"store"_s, u"formats"_s},
        {u"nlohmann/"_s, u"sqlite3.h"_s}}},
      {u"exchange"_s,
       {{u"core/exchange"_s},
        {u"base"_s, u"model"_s, u"store"_s, u"edit"_s, u"formats"_s},
        {u"nlohmann/"_s}}},
      {u"grading"_s,
       {{u"core/grading"_s},
        {u"base"_s, u"model"_s},
        {u"nlohmann/"_s, u"libxml/"_s, u"gmp.h"_s, u"gmpxx.h"_s, u"seccomp.h"_s}}},
      {u"checks"_s, {{u"core/checks"_s}, {u"base"_s, u"model"_s, u"grading"_s}, {}}},
      {u"ui"_s, {{u"ui"_s}, {u"base"_s, u"model"_s, u"store"_s, u"edit"_s, u"exchange"_s, u"formats"_s}, {}}},
      {u"cli"_s,
       {{u"app/cli"_s},
        {u"base"_s, u"model"_s, u"store"_s, u"edit"_s, u"exchange"_s, u"formats"_s, u"grading"_s,
         u"checks"_s},
        {u"nlohmann/"_s}}},
      {u"gui"_s,
       {{u"app/gui"_s},
        {u"base"_s, u"model"_s, u"store"_s, u"edit"_s, u"exchange"_s, u"formats"_s, u"ui"_s},
        {}}},
  };
  return table;
}

const QStringList kThirdParty = {u"nlohmann/"_s,       u"openssl/"_s,  u"libxml/"_s,      u"archive.h"_s,
                                 u"archive_entry.h"_s, u"zlib.h"_s,    u"libdeflate.h"_s, u"sqlite3.h"_s,
                                 u"toml++/"_s,         u"curl/"_s,     u"boost/"_s,       u"gmp.h"_s,
                                 u"gmpxx.h"_s,         u"seccomp.h"_s, u"yaml.h"_s};

const QStringList kUmbrellas = {u"QtCore"_s, u"QtGui"_s, u"QtWidgets"_s,
                                u"QtTest"_s, u"QtSvg"_s, u"QtNetwork"_s};

struct Include
{
  QString file;
  int line = 0;
  QString name;
  bool isOurs = false;
};

QList<Include> includesBelow(const QString& folder)
{
  static const QRegularExpression pattern(u"^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]"_s);
  QList<Include> found;
  QDirIterator files(sourceFolder() + u'/' + folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files,
                     QDirIterator::Subdirectories);
  while (files.hasNext()) {
    QFile file(files.next());
    if (!file.open(QIODevice::ReadOnly))
      continue;
    int line = 0;
    while (!file.atEnd()) {
      ++line;
      const auto match = pattern.match(QString::fromUtf8(file.readLine()));
      if (match.hasMatch())
        found.append({QDir(sourceFolder()).relativeFilePath(file.fileName()), line, match.captured(2),
                      match.captured(1) == u'"'});
    }
  }
  return found;
}

/// Start of an include of ours → layer: "olx" → "formats", "app/cli" → "cli".
QMap<QString, QString> layerOfModule()
{
  QMap<QString, QString> result;
  for (auto it = layers().cbegin(); it != layers().cend(); ++it) {
    for (const auto& folder : it->modules) {
      const bool isCore = folder.startsWith(u"core/");
      result.insert(isCore ? folder.section(u'/', 1) : folder, it.key());
    }
  }
  return result;
}

} // namespace

/// Holds the table of the design: who may include whom, and which library stays behind which module.
class TestLayering : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void everyIncludeIsAllowed_data()
  {
    QTest::addColumn<QString>("layer");
    for (auto it = layers().cbegin(); it != layers().cend(); ++it)
      QTest::newRow(qPrintable(it.key())) << it.key();
  }

  void everyIncludeIsAllowed()
  {
    QFETCH(const QString, layer);
    const auto owner = layerOfModule();
    const Layer& rules = layers()[layer];
    QStringList wrong;
    for (const auto& folder : rules.modules) {
      for (const auto& include : includesBelow(folder)) {
        if (!include.isOurs)
          continue;
        const bool isOfApp = include.name.startsWith(u"app/");
        const QString target = owner.value(include.name.section(u'/', 0, isOfApp ? 1 : 0));
        if (target.isEmpty() || (target != layer && !rules.mayInclude.contains(target)))
          wrong.append(u"%1:%2 includes %3"_s.arg(include.file).arg(include.line).arg(include.name));
      }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
  }

  void librariesStayBehindTheirModule()
  {
    QStringList wrong;
    for (auto it = layers().cbegin(); it != layers().cend(); ++it) {
      for (const auto& folder : it->modules) {
        for (const auto& include : includesBelow(folder)) {
          const auto isOf = [&](const QString& prefix) { return include.name.startsWith(prefix); };
          if (include.isOurs || !std::any_of(kThirdParty.begin(), kThirdParty.end(), isOf))
            continue;
          const bool allowed = std::any_of(it->libraries.begin(), it->libraries.end(), isOf);
          if (!allowed)
            wrong.append(u"%1:%2 may not use <%3>"_s.arg(include.file).arg(include.line).arg(include.name));
          else if (include.file.endsWith(u".h"_s) && !isPrivateHeader(include.file))
            wrong.append(
                u"%1:%2 shows <%3> in a header"_s.arg(include.file).arg(include.line).arg(include.name));
        }
      }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
  }

  void libyamlIsSeenInOneFile()
  {
    QStringList users;
    for (const QString& folder : {u"core"_s, u"sync"_s, u"app"_s, u"ui"_s})
      for (const auto& include : includesBelow(folder))
        if (include.name == u"yaml.h"_s)
          users.append(include.file);
    QCOMPARE(users, QStringList{u"core/model/yamltext.cpp"_s});
  }

  void coreKnowsNoWidgets()
  {
    static const QRegularExpression widgets(
        u"^Q(Widget|Application|GuiApplication|MainWindow|Icon|Pixmap|Painter|Tcp|Network)"_s);
    QStringList wrong;
    for (const QString& folder : {u"core"_s, u"sync"_s, u"app/cli"_s})
      for (const auto& include : includesBelow(folder))
        if (!include.isOurs && include.name.contains(widgets))
          wrong.append(u"%1:%2 includes <%3>"_s.arg(include.file).arg(include.line).arg(include.name));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
  }

  void nobodyIncludesAnUmbrella()
  {
    QStringList wrong;
    for (const QString& folder : {u"core"_s, u"sync"_s, u"app"_s, u"ui"_s, u"tests"_s})
      for (const auto& include : includesBelow(folder))
        if (!include.isOurs && kUmbrellas.contains(include.name))
          wrong.append(u"%1:%2 includes <%3>"_s.arg(include.file).arg(include.line).arg(include.name));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
  }

  void everyModuleSaysWhatItIs()
  {
    QStringList missing;
    for (const Layer& layer : layers())
      for (const auto& folder : layer.modules)
        if (!QDir(sourceFolder() + u'/' + folder).entryList({u"*.cpp"_s, u"*.h"_s}).isEmpty() &&
            !QFile::exists(sourceFolder() + u'/' + folder + u"/README.md"_s))
          missing.append(folder);
    QVERIFY2(missing.isEmpty(), qPrintable(u"No README.md in: "_s + missing.join(u", "_s)));
  }

  void noSourceFileIsTwoModules()
  {
    QStringList wrong;
    for (const QString& folder : {u"core"_s, u"sync"_s, u"app"_s, u"ui"_s}) {
      QDirIterator files(sourceFolder() + u'/' + folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files,
                         QDirIterator::Subdirectories);
      while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().count('\n') > 600)
          wrong.append(QDir(sourceFolder()).relativeFilePath(file.fileName()));
      }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(u"Over 600 lines: "_s + wrong.join(u", "_s)));
  }

private:
  /// A header that only files of its own module include, named *_p.h, may show the library it wraps.
  static bool isPrivateHeader(const QString& file) { return file.endsWith(u"_p.h"_s); }
};

SCRIPTORIUM_TEST(TestLayering)
#include "tst_layering.moc"
