#include "olx/read/newkey.h"

#include "olx/xml/xml.h"
#include "olx/xml/xmlscanner.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

struct Patch
{
  qsizetype at = 0;
  qsizetype size = 0;
  QByteArray bytes;
};

QByteArray patched(const QByteArray& text, const QList<Patch>& patches)
{
  QByteArray result;
  qsizetype from = 0;
  for (const Patch& patch : patches) {
    result += QByteArrayView(text).sliced(from, patch.at - from);
    result += patch.bytes;
    from = patch.at + patch.size;
  }
  return result + QByteArrayView(text).sliced(from).toByteArray();
}

/// The name of a member, which a colon follows.
QByteArray withMember(const QByteArray& json, const QString& from, const QString& to)
{
  const QByteArray name = '"' + from.toUtf8() + '"';
  QList<Patch> patches;
  for (qsizetype at = json.indexOf(name); at >= 0; at = json.indexOf(name, at + name.size())) {
    qsizetype next = at + name.size();
    while (next < json.size() && isXmlSpace(json[next]))
      ++next;
    if (next < json.size() && json[next] == ':')
      patches.append({at, name.size(), '"' + to.toUtf8() + '"'});
  }
  return patched(json, patches);
}

/// One course on its way to another key.
class KeyChange
{
public:
  KeyChange(ParsedCourse& course, const CourseKey& key, const KeyedBytes& bytes)
      : m_course(course), m_key(key), m_bytes(bytes), m_oldRun(course.blocks[course.root].urlName)
  {}

  Result<Unit> run();

private:
  Result<Unit> changeRoot();
  Result<Unit> changeState(ParsedBlock::State& state);
  Result<Unit> changeSource(ParsedSource& source);
  Result<Unit> changeFile(ParsedFile& file);
  Result<Unit> keep(BlobId& blob, const QByteArray& before, const QByteArray& after) const;
  QString moved(const QString& path) const;
  QByteArray withKey(const QByteArray& xml) const;
  QByteArray withPolicyKey(const QByteArray& json) const;
  QString keyPart(QByteArrayView attribute) const;
  QString wikiSlug(const QString& read) const;

  ParsedCourse& m_course;
  const CourseKey& m_key;
  const KeyedBytes& m_bytes;
  QString m_oldRun;
};

QString KeyChange::keyPart(QByteArrayView attribute) const
{
  if (attribute == "url_name")
    return m_key.run();
  if (attribute == "org")
    return m_key.org();
  return attribute == "course" ? m_key.number() : QString();
}

/// Source: xml_importer.py: a slug that is made of the old key is made anew, any other is the author's.
QString KeyChange::wikiSlug(const QString& read) const
{
  const QString old = u"%1.%2.%3"_s.arg(m_course.org, m_course.number, m_course.run);
  return read == old || read == m_course.number ? u"%1.%2.%3"_s.arg(m_key.org(), m_key.number(), m_key.run())
                                                : read;
}

/// The key on the start tag of a course, and the slugs of the wikis directly inside.
QByteArray KeyChange::withKey(const QByteArray& xml) const
{
  using Token = XmlScanner::Token;
  QList<Patch> patches;
  XmlScanner scanner(xml, xml.startsWith("\xEF\xBB\xBF") ? 3 : 0);
  int depth = 0;
  for (Token token = scanner.next(); token != Token::End && token != Token::Fault; token = scanner.next()) {
    if (token == Token::EndTag)
      --depth;
    if (token != Token::StartTag && token != Token::EmptyTag)
      continue;
    const bool isRoot = depth == 0 && scanner.tag() == "course";
    const bool isWiki = scanner.tag() == "wiki";
    for (const RawAttribute& attribute : scanner.attributes()) {
      QString value = isRoot ? keyPart(attribute.name) : QString();
      if (isWiki && depth <= 1 && attribute.name == "slug")
        value = wikiSlug(QString::fromUtf8(attribute.value));
      if (!value.isEmpty())
        patches.append(
            {attribute.value.data() - xml.constData(), attribute.value.size(), escapeAttribute(value)});
    }
    if (token == Token::StartTag)
      ++depth;
  }
  return patched(xml, patches);
}

QByteArray KeyChange::withPolicyKey(const QByteArray& json) const
{
  const QString topic = u"i4x-%1-%2-course-%3"_s;
  const QString oldTopic = topic.arg(m_course.org, m_course.number, m_course.run);
  const QString newTopic = topic.arg(m_key.org(), m_key.number(), m_key.run());
  return withMember(json, u"course/"_s + m_oldRun, u"course/"_s + m_key.run())
      .replace('"' + oldTopic.toUtf8() + '"', '"' + newTopic.toUtf8() + '"');
}

/// The path among the new run's files; a path that is there already goes to the old run's.
QString KeyChange::moved(const QString& path) const
{
  const auto exchanged = [&](const QString& folder, const QString& ending) -> QString {
    for (const auto& [from, to] : {std::pair(m_oldRun, m_key.run()), std::pair(m_key.run(), m_oldRun)})
      if (const QString start = folder + from + ending; path == start)
        return folder + to + ending;
      else if (ending.isEmpty() && path.startsWith(start + u'/'))
        return folder + to + path.sliced(start.size());
    return {};
  };
  for (const auto& [folder, ending] : {std::pair(u"course/"_s, u".xml"_s),
                                       {u"policies/"_s, u".json"_s},
                                       {u"policies/"_s, QString()},
                                       {u"about/"_s, QString()},
                                       {u"info/"_s, QString()},
                                       {u"tabs/"_s, QString()},
                                       {u"custom_tags/"_s, QString()}})
    if (QString other = exchanged(folder, ending); !other.isEmpty())
      return other;
  return path;
}

Result<Unit> KeyChange::keep(BlobId& blob, const QByteArray& before, const QByteArray& after) const
{
  if (before != after) {
    SCRIPTORIUM_TRY_ASSIGN(blob, m_bytes.keep(after));
  }
  return Unit{};
}

Result<Unit> KeyChange::changeSource(ParsedSource& source)
{
  source.path = m_course.texts.add(moved(m_course.text(source.path)).toUtf8());
  const QByteArray before = m_bytes.read(source.blob);
  return keep(source.blob, before, withKey(before));
}

Result<Unit> KeyChange::changeState(ParsedBlock::State& state)
{
  SCRIPTORIUM_TRY_ASSIGN(Fields fields, Fields::fromJson(state.fieldsJson));
  for (const QString& name : {u"url_name"_s, u"org"_s, u"course"_s})
    if (fields.contains(name))
      fields.set(name, keyPart(name.toUtf8()));
  state.fieldsJson = fields.toJson();
  for (auto& child : state.children)
    if (child.form == Child::Form::Raw)
      child.raw = withKey(child.raw);
  return Unit{};
}

Result<Unit> KeyChange::changeRoot()
{
  ParsedBlock& root = m_course.blocks[m_course.root];
  root.urlName = m_key.run();
  QList<qsizetype> changed;
  for (auto* slot : {&root.published, &root.draft}) {
    if (!*slot)
      continue;
    SCRIPTORIUM_TRY(changeState(**slot));
    const qsizetype source = (*slot)->source;
    if (source < 0 || changed.contains(source))
      continue;
    changed.append(source);
    SCRIPTORIUM_TRY(changeSource(m_course.sources[source]));
  }
  for (QString& path : m_course.executables)
    path = moved(path);
  return Unit{};
}

Result<Unit> KeyChange::changeFile(ParsedFile& file)
{
  const bool isPolicy = file.path == u"policies/%1/policy.json"_s.arg(m_oldRun) ||
                        file.path == u"policies/%1.json"_s.arg(m_oldRun);
  const bool isPointer = file.path == "course.xml"_L1;
  file.path = moved(file.path);
  if (file.kind != ParsedFile::Kind::File || (!isPolicy && !isPointer))
    return Unit{};
  const QByteArray before = m_bytes.read(file.blob);
  return keep(file.blob, before, isPolicy ? withPolicyKey(before) : withKey(before));
}

Result<Unit> KeyChange::run()
{
  SCRIPTORIUM_TRY(changeRoot());
  for (ParsedFile& file : m_course.files)
    SCRIPTORIUM_TRY(changeFile(file));
  m_course.org = m_key.org();
  m_course.number = m_key.number();
  m_course.run = m_key.run();
  return Unit{};
}

} // namespace

Result<Unit> giveKey(ParsedCourse& course, const CourseKey& key, const KeyedBytes& bytes)
{
  const bool isSame = course.org == key.org() && course.number == key.number() && course.run == key.run();
  if (course.kind != ParsedCourse::Kind::Course || course.root < 0 || isSame)
    return Unit{};
  return KeyChange(course, key, bytes).run();
}

bool isKeyed(const QString& path)
{
  const QString folder = path.section(u'/', -2, -2);
  return path == "course.xml"_L1 || path.endsWith("/course.xml"_L1) || folder == "course"_L1 ||
         (path.endsWith(".json"_L1) && (path.startsWith("policies/"_L1) || path.contains("/policies/"_L1)));
}

} // namespace scriptorium::olx
