#include "blocks/blocktypeloader.h"
#include "model/block.h"
#include "model/blocktype.h"
#include "model/fieldvalue.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

namespace {

const BlockTypes& builtIn()
{
  static const BlockTypes kTypes = BlockTypes::builtIn();
  return kTypes;
}

void write(const QTemporaryDir& folder, const QString& name, const QByteArray& bytes)
{
  QFile file(folder.filePath(name));
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(bytes);
}

} // namespace

class TestBlockTypes : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void bundled_data()
  {
    QTest::addColumn<QString>("type");
    for (const BlockType* type : builtIn().all())
      QTest::newRow(qPrintable(type->type)) << type->type;
  }

  /// Each bundled type: fields of one name once, defaults that fit and are allowed, children that exist.
  void bundled()
  {
    QFETCH(QString, type);
    const BlockType& made = builtIn().type(type);
    QVERIFY(made.isKnown);
    QVERIFY(!made.displayName.isEmpty());
    QSet<QString> names;
    for (const FieldSpec* spec : builtIn().fields(type)) {
      QVERIFY2(!names.contains(spec->name), qPrintable(spec->name));
      names.insert(spec->name);
      QVERIFY2(!spec->help.isEmpty(), qPrintable(spec->name));
      if (spec->defaultJson == "null"_L1)
        continue;
      const auto written = writeField(*spec, true, spec->defaultJson);
      QVERIFY2(written, qPrintable(spec->name + u": "_s + (written ? QString() : written.error().detail)));
    }
    for (const QString& child : made.allowedChildren)
      QVERIFY2(builtIn().isKnown(child), qPrintable(child));
    if (made.category != "file"_L1)
      QCOMPARE(isContainerType(type), made.isContainer);
  }

  /// What the templates set must be readable; what the type does not know would be dropped or is a typing
  /// error.
  void templatesSetKnownFields()
  {
    for (const BlockType* type : builtIn().all()) {
      for (const auto& made : type->templates) {
        QXmlStreamReader xml(made.olx);
        xml.setNamespaceProcessing(false);
        while (!xml.atEnd()) {
          if (xml.readNext() != QXmlStreamReader::StartElement || !builtIn().isKnown(xml.name().toString()))
            continue;
          const QString tag = xml.name().toString();
          for (const auto& attribute : xml.attributes()) {
            const QString name = attribute.name().toString();
            const FieldSpec* spec = builtIn().field(tag, name);
            if (name == "xblock-family"_L1)
              continue;
            const QString place = u"%1, %2: %3"_s.arg(type->type, made.id, name);
            QVERIFY2(spec, qPrintable(place));
            QVERIFY2(readField(*spec, builtIn().type(tag).isXmlBlock, attribute.value().toString()),
                     qPrintable(place));
          }
        }
        QVERIFY2(!xml.hasError(), qPrintable(type->type + u", "_s + made.id));
        QVERIFY(made.html.isEmpty() || type->bodyLanguage == "html"_L1);
      }
    }
  }

  void ownFieldsHideTheGeneralOnes()
  {
    const FieldSpec* general = builtIn().field(u"html"_s, u"showanswer"_s);
    const FieldSpec* own = builtIn().field(u"problem"_s, u"showanswer"_s);
    QVERIFY(general && own && general != own);
    QVERIFY(general->isInheritable && own->isInheritable);
    QCOMPARE(own->values.size(), general->values.size() + 1);
  }

  void aFieldIsInheritableWhateverTypeHasIt()
  {
    for (const BlockType* type : builtIn().all()) {
      if (type->category == "file"_L1)
        continue;
      for (const FieldSpec* general : builtIn().fields(u"html"_s))
        if (general->isInheritable)
          QVERIFY2(builtIn().field(type->type, general->name)->isInheritable, qPrintable(general->name));
    }
  }

  void unknownTypesHaveAStandIn()
  {
    const BlockType& stranger = builtIn().type(u"stranger"_s);
    QVERIFY(!stranger.isKnown);
    QVERIFY(!builtIn().isKnown(u"stranger"_s));
    QVERIFY(builtIn().field(u"stranger"_s, u"display_name"_s));
    QVERIFY(!builtIn().field(u"stranger"_s, u"attempts"_s));
  }

  void categoriesComeInTheirOrder()
  {
    const auto all = builtIn().all();
    QCOMPARE(all.front()->category, u"structure"_s);
    QCOMPARE(all.back()->category, u"file"_s);
  }

  void aUserTypeIsAddedAndReplaces()
  {
    const QTemporaryDir folder;
    write(folder, u"mine.json"_s, R"({"type": "mine", "displayName": "Mine", "container": true,
      "children": ["html"], "fields": [{"name": "level", "displayName": "Level", "type": "Integer",
      "default": 2, "minimum": 1, "maximum": 3, "values": [[1, "One"], [2, "Two"]]}],
      "templates": [{"id": "a", "displayName": "A", "olx": ["<mine level='1'>", "</mine>"]}]})");
    write(folder, u"poll.json"_s, R"({"type": "poll", "displayName": "Our poll"})");
    write(folder, u"notes.txt"_s, "no JSON");
    BlockTypes types = BlockTypes::builtIn();
    QStringList problems;
    types.addFolder(folder.path(), &problems);
    QCOMPARE(problems, QStringList());
    QCOMPARE(types.type(u"poll"_s).displayName, u"Our poll"_s);
    const BlockType& mine = types.type(u"mine"_s);
    QVERIFY(!mine.isXmlBlock);
    QVERIFY(mine.isContainer);
    QCOMPARE(mine.templates[0].olx, u"<mine level='1'>\n</mine>"_s);
    const FieldSpec* level = types.field(u"mine"_s, u"level"_s);
    QCOMPARE(level->defaultJson, u"2"_s);
    QVERIFY(writeField(*level, false, u"2"_s));
    QVERIFY(!writeField(*level, false, u"3"_s));
  }

  void aFolderThatIsNotThereIsFine()
  {
    BlockTypes types = BlockTypes::builtIn();
    QStringList problems;
    types.addFolder(u"/nonexistent/blocktypes"_s, &problems);
    QVERIFY(problems.isEmpty());
  }

  void mistakesAreShownAtTheirLine_data()
  {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* name, const QByteArray& json, int line, const QString& word) {
      QTest::newRow(name) << json << line << word;
    };
    const QByteArray head = "{\"type\": \"x\",\n\"displayName\": \"X\",\n";
    row("no JSON", "{\n\"type\": x\n}", 2, u"no JSON"_s);
    row("cut short", "{\n\n", 3, u"no JSON"_s);
    row("empty", "", 1, u"no JSON"_s);
    row("a list", "\n[]", 2, u"object"_s);
    row("no type", "\n{\"displayName\": \"X\"}", 2, u"“type” is missing"_s);
    row("empty type", "{\n\"type\": \"\", \"displayName\": \"X\"}", 2, u"empty"_s);
    row("unknown member", head + "\"colour\": 1}", 3, u"colour"_s);
    row("wrong kind", head + "\"container\":\n 1}", 4, u"true or false"_s);
    row("unknown category", head + "\"category\": \"best\"}", 3, u"structure"_s);
    row("children of no container", head + "\"children\": [\"a\"]}", 3, u"containers"_s);
    row("field without name", head + "\"fields\": [\n{\"displayName\": \"A\"}]}", 4, u"“name”"_s);
    row("unknown field type",
        head + "\"fields\": [{\"name\": \"a\",\n\"displayName\": \"A\",\n\"type\": \"Int\"}]}", 5,
        u"Integer"_s);
    row("default of another type",
        head + "\"fields\": [{\"name\": \"a\", \"displayName\": \"A\",\n\"type\": \"Integer\",\n\"default\": "
               "\"many\"}]}",
        5, u"default"_s);
    row("field twice",
        head + "\"fields\": [{\"name\": \"a\", \"displayName\": \"A\"},\n{\"name\": \"a\", \"displayName\": "
               "\"B\"}]}",
        4, u"twice"_s);
    row("values that are no pairs",
        head + "\"fields\": [{\"name\": \"a\", \"displayName\": \"A\", \"values\": [\n\"x\"]}]}", 4,
        u"pairs"_s);
    const auto shaped = [&](const QByteArray& shape) {
      return head +
             "\"fields\": [{\"name\": \"a\", \"displayName\": \"A\", \"type\": \"List\",\n\"shape\":\n" +
             shape + "}]}";
    };
    row("shape of an unknown kind", shaped("{\"kind\": \"heap\"}"), 5, u"record"_s);
    row("item of a text", shaped("{\"kind\": \"text\", \"item\": {}}"), 5, u"lists and maps"_s);
    row("member without a name", shaped("{\"kind\": \"record\", \"members\": [\n{\"title\": \"T\"}]}"), 6,
        u"“name”"_s);
    row("template of another type",
        head + "\"templates\": [\n{\"id\": \"t\", \"displayName\": \"T\", \"olx\": \"<y/>\"}]}", 4, u"<y>"_s);
    row("template that does not parse",
        head + "\"templates\": [\n{\"id\": \"t\", \"displayName\": \"T\", \"olx\": \"<x>\"}]}", 4,
        u"wrong"_s);
    row("endless nesting", QByteArray(100000, '['), 1, u"deep"_s);
  }

  void mistakesAreShownAtTheirLine()
  {
    QFETCH(QByteArray, json);
    QFETCH(int, line);
    QFETCH(QString, word);
    const QTemporaryDir folder;
    write(folder, u"bad.json"_s, json);
    write(folder, u"good.json"_s, R"({"type": "good", "displayName": "Good"})");
    BlockTypes types = BlockTypes::builtIn();
    QStringList problems;
    types.addFolder(folder.path(), &problems);
    QCOMPARE(problems.size(), 1);
    const QString start = u"%1:%2: "_s.arg(folder.filePath(u"bad.json"_s)).arg(line);
    QVERIFY2(problems[0].startsWith(start), qPrintable(problems[0]));
    QVERIFY2(problems[0].contains(word), qPrintable(problems[0]));
    QVERIFY(types.isKnown(u"good"_s));
  }
};

SCRIPTORIUM_TEST(TestBlockTypes)
#include "tst_blocktypes.moc"
