// ctest-labels: fast
#include "markup/html/htmltree.h"
#include "support/places.h"
#include "support/testmain.h"

#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::markup;

namespace {

/// A case of html5lib's: a text, how it is read, and the tree that it gives.
struct Case
{
  QString html;
  QString context; ///< "svg path"; null for a document
  bool withScripts = true;
  bool withoutScripts = true;
  QString tree;
};

QString folder()
{
  return scriptorium::testing::sourceFolder() + u"/tests/markup/tree-construction/"_s;
}

QStringList paths()
{
  QStringList all;
  QDirIterator files(folder(), {u"*.dat"_s}, QDir::Files, QDirIterator::Subdirectories);
  while (files.hasNext())
    all << files.next();
  all.sort();
  return all;
}

/// A case that our reader does not read as the standard says, on purpose.
struct Difference
{
  QString file;
  int number = 0;
  QString reason;
};

QList<Difference> differences()
{
  QFile table(scriptorium::testing::sourceFolder() + u"/tests/markup/treedifferences.txt"_s);
  QList<Difference> all;
  if (!table.open(QIODevice::ReadOnly))
    return all;
  while (!table.atEnd()) {
    const QString line = QString::fromUtf8(table.readLine()).trimmed();
    if (!line.startsWith(u'#'))
      all.append({line.section(u' ', 0, 0), line.section(u' ', 1, 1).toInt(), line.section(u' ', 2)});
  }
  return all;
}

QSet<int> differencesOf(const QString& file)
{
  QSet<int> numbers;
  for (const Difference& each : differences())
    if (each.file == file)
      numbers.insert(each.number);
  return numbers;
}

Case caseOf(const QString& text)
{
  QHash<QString, QString> sections;
  QString name;
  QStringList body;
  const auto keep = [&sections, &name, &body] { sections.insert(name, body.join(u'\n')); };
  static const QStringList names = {
      u"#data"_s,       u"#errors"_s,    u"#new-errors"_s, u"#document-fragment"_s,
      u"#script-off"_s, u"#script-on"_s, u"#document"_s};
  for (const QString& line : text.split(u'\n')) {
    const bool isInTree = name == "#document"_L1;
    const bool isData = name == "#data"_L1 && line != "#errors"_L1;
    if (isInTree || isData || !names.contains(line)) {
      body << line;
      continue;
    }
    keep();
    name = line;
    body.clear();
  }
  keep();
  Case made;
  made.html = sections.value(u"#data"_s);
  made.tree = sections.value(u"#document"_s);
  if (sections.contains(u"#document-fragment"_s))
    made.context = sections.value(u"#document-fragment"_s);
  made.withScripts = !sections.contains(u"#script-off"_s);
  made.withoutScripts = !sections.contains(u"#script-on"_s);
  return made;
}

QList<Case> casesOf(const QString& path)
{
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    return {};
  QString all = QString::fromUtf8(file.readAll());
  if (all.endsWith(u'\n'))
    all.chop(1);
  QList<Case> cases;
  qsizetype from = 0;
  while (from < all.size()) {
    qsizetype to = all.indexOf("\n\n#data\n"_L1, from);
    if (to < 0)
      to = all.size();
    cases << caseOf(all.mid(from, to - from));
    from = to + 2;
  }
  return cases;
}

/// Writes trees as the cases do.
class Dump
{
public:
  QString text;

  void document(const HtmlDocument& document)
  {
    const auto& nodes = document.nodes->children();
    for (size_t at = 0; at <= nodes.size(); ++at) {
      if (document.doctype && document.doctype->at == at)
        doctype(*document.doctype);
      if (at < nodes.size())
        node(*nodes[at], 0);
    }
  }

  void children(const Element& element, int depth)
  {
    characters(element.text, depth);
    for (const auto& child : element.children()) {
      node(*child, depth);
      characters(child->tail, depth);
    }
  }

private:
  void line(const QString& content, int depth)
  {
    if (!text.isEmpty())
      text += u'\n';
    text += u"| "_s + QString(depth * 2, u' ') + content;
  }

  void doctype(const HtmlDoctype& doctype)
  {
    const bool hasIds = !doctype.publicId.isNull() || !doctype.systemId.isNull();
    const QString ids = hasIds ? u" \"%1\" \"%2\""_s.arg(doctype.publicId, doctype.systemId) : QString();
    line(u"<!DOCTYPE "_s + doctype.name + ids + u'>', 0);
  }

  void characters(const QString& content, int depth)
  {
    if (!content.isEmpty())
      line(u'"' + content + u'"', depth);
  }

  /// "{http://www.w3.org/2000/svg}path" is "svg path".
  static QString shortened(const QString& name, bool isForeign)
  {
    static const QHash<QString, QString> spaces = {{u"{http://www.w3.org/2000/svg}"_s, u"svg "_s},
                                                   {u"{http://www.w3.org/1998/Math/MathML}"_s, u"math "_s},
                                                   {u"{http://www.w3.org/1999/xlink}"_s, u"xlink "_s},
                                                   {u"{http://www.w3.org/XML/1998/namespace}"_s, u"xml "_s}};
    if (isForeign && name == "xmlns"_L1)
      return u"xmlns xmlns"_s;
    if (isForeign && name == "xmlns:xlink"_L1)
      return u"xmlns xlink"_s;
    const qsizetype end = name.indexOf(u'}') + 1;
    const auto space = spaces.constFind(name.left(end));
    return space == spaces.constEnd() ? name : *space + name.mid(end);
  }

  void node(const Element& node, int depth)
  {
    if (node.kind == Element::Kind::Comment)
      return line(u"<!-- "_s + node.text + u" -->"_s, depth);
    const bool isForeign = node.tag.startsWith("{http"_L1);
    line(u'<' + shortened(node.tag, true) + u'>', depth);
    QList<Element::Attribute> attributes;
    for (const auto& [name, value] : node.attributes())
      attributes.append({shortened(name, isForeign), value});
    std::sort(attributes.begin(), attributes.end());
    for (const auto& [name, value] : attributes)
      line(name + u"=\""_s + value + u'"', depth + 1);
    const bool isTemplate = node.tag == "template"_L1;
    if (isTemplate)
      line(u"content"_s, depth + 1);
    children(node, depth + (isTemplate ? 2 : 1));
  }
};

QString treeOf(const Case& tried, bool runsScripts)
{
  HtmlRules rules;
  rules.runsScripts = runsScripts;
  Dump dump;
  if (tried.context.isNull()) {
    dump.document(readHtmlDocument(tried.html, rules));
    return dump.text;
  }
  HtmlContext context;
  const bool isSvg = tried.context.startsWith("svg "_L1);
  const bool isMath = tried.context.startsWith("math "_L1);
  context.space = isSvg ? HtmlSpace::Svg : isMath ? HtmlSpace::MathMl : HtmlSpace::Html;
  context.tag = isSvg || isMath ? tried.context.section(u' ', 1) : tried.context;
  dump.children(*readHtmlPiece(tried.html, context, rules), 0);
  return dump.text;
}

QString report(int number, const Case& tried, const QString& tree)
{
  const QString context = tried.context.isNull() ? QString() : u" in "_s + tried.context;
  return u"case %1%2\n%3\n--- wanted\n%4\n--- read\n%5"_s.arg(number).arg(context, tried.html, tried.tree,
                                                                          tree);
}

} // namespace

/// html5lib's cases, by which browsers prove their own readers.
class TestTreeConstruction : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void givesTheTree_data()
  {
    QTest::addColumn<QString>("path");
    for (const QString& path : paths())
      QTest::newRow(qPrintable(path.mid(folder().size()))) << path;
  }
  void givesTheTree()
  {
    QFETCH(QString, path);
    const QSet<int> explained = differencesOf(path.mid(folder().size()));
    int number = 0;
    for (const Case& tried : casesOf(path)) {
      const bool differs = explained.contains(++number);
      for (const bool runsScripts : {false, true}) {
        if (!(runsScripts ? tried.withScripts : tried.withoutScripts))
          continue;
        const QString tree = treeOf(tried, runsScripts);
        if (differs)
          QVERIFY2(tree != tried.tree,
                   qPrintable(u"case %1 is equal: strike it from the table"_s.arg(number)));
        else
          QVERIFY2(tree == tried.tree, qPrintable(report(number, tried, tree)));
      }
    }
    QVERIFY(number > 0);
  }

  void allButFewAreEqual()
  {
    qsizetype cases = 0;
    qsizetype different = 0;
    for (const QString& path : paths()) {
      cases += casesOf(path).size();
      different += differencesOf(path.mid(folder().size())).size();
    }
    qInfo("%lld cases, %lld equal, %lld explained", cases, cases - different, different);
    QCOMPARE(cases, 1796);
    QVERIFY(different * 100 < cases);
  }

  void everyDifferenceHasACaseAndAReason()
  {
    for (const Difference& each : differences()) {
      QVERIFY2(each.number >= 1 && each.number <= casesOf(folder() + each.file).size(),
               qPrintable(each.file));
      QVERIFY2(!each.reason.isEmpty(), qPrintable(each.file));
    }
  }
};

SCRIPTORIUM_TEST(TestTreeConstruction)
#include "tst_treeconstruction.moc"
