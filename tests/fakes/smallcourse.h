#pragma once

#include "model/coursekey.h"
#include "store/coursestore.h"
#include "store/storebuilder.h"

namespace scriptorium::testing {

using namespace Qt::Literals::StringLiterals;

/// Builds a course for a test, children before their parents. Everything is published unless said otherwise;
/// every block but files comes from a source file of its own. A failure asserts: the test is wrong then.
class CourseMaker
{
public:
  explicit CourseMaker(const QString& folder) : m_builder(std::move(StoreBuilder::create(folder)).value()) {}

  BlockId add(const QString& type, const QString& name, const QList<Child>& children = {},
              const Fields& fields = {}, const QByteArray& body = {})
  {
    const BlockId id = m_builder->addBlock(type, name);
    const VersionId version = addVersion(id, children, fields, body);
    m_builder->setHeads(id, version, version);
    return id;
  }
  /// A block that exists only under drafts/.
  BlockId addDraft(const QString& type, const QString& name, const QList<Child>& children = {},
                   const Fields& fields = {}, const QByteArray& body = {})
  {
    const BlockId id = m_builder->addBlock(type, name);
    m_builder->setHeads(id, addVersion(id, children, fields, body), {});
    return id;
  }
  BlockId addFile(const QString& path, const QByteArray& bytes)
  {
    const BlockId id = m_builder->addBlock(kFileType.toString(), path);
    BlockVersion version;
    version.block = id;
    version.bodyForm = BodyForm::File;
    version.body = m_builder->addBlob(bytes).value();
    const VersionId head = m_builder->addVersion(version, {}, {}).value();
    m_builder->setHeads(id, head, head);
    return id;
  }
  VersionId addVersion(BlockId id, const QList<Child>& children, const Fields& fields, const QByteArray& body)
  {
    const QString type = m_builder->typeOf(id);
    const QString name = m_builder->urlNameOf(id);
    BlockVersion version;
    version.block = id;
    version.children = children;
    version.fields = fields;
    if (type == "html"_L1) {
      version.bodyForm = BodyForm::Text;
      version.bodyPath = u"html/"_s + name + u".html"_s;
      version.fields.set(u"filename"_s, name);
    } else if (!body.isEmpty()) {
      version.bodyForm = BodyForm::Element;
    }
    if (version.bodyForm != BodyForm::None)
      version.body = m_builder->addBlob(body).value();
    const BlobId file = m_builder->addBlob("<" + type.toUtf8() + "/>").value();
    version.source = m_builder->addSource(type + u'/' + name + u".xml"_s, file, 1, ++m_order).value();
    return m_builder->addVersion(version, fields.value(u"display_name"_s).value_or(QString()), {}).value();
  }
  StoreBuilder& builder() { return *m_builder; }

  void finish(BlockId root)
  {
    StoreBuilder::Info info;
    info.key = u"course-v1:Org+Course+run"_s;
    info.title = u"Small"_s;
    info.kind = u"course"_s;
    info.root = root;
    info.author = u"maker"_s;
    info.label = u"Import small course"_s;
    const auto done = m_builder->finish(info);
    Q_ASSERT_X(done.has_value(), "CourseMaker", done ? "" : qPrintable(done.error().toString()));
  }

private:
  std::unique_ptr<StoreBuilder> m_builder;
  qint64 m_order = 0;
};

inline Child pointer(BlockId block)
{
  return {Child::Form::Pointer, block, {}};
}
inline Child inlined(BlockId block)
{
  return {Child::Form::Inline, block, {}};
}
inline Child draftOnly(BlockId block)
{
  return {Child::Form::DraftOnly, block, {}};
}
inline Child raw(const QByteArray& bytes)
{
  return {Child::Form::Raw, {}, bytes};
}

/// course/run ─ chapter/c1 ─ sequential/s1 ─ vertical/v1 (html/h1, problem/p1), vertical/v2 (video/x1,
/// poll/q1 inline); sequential/s2 ─ vertical/v3 (html/h2), draft vertical/d1 (html/h3); chapter/c2 ─
/// sequential/s3 ─ vertical/v4 with draft changes (html/h4, html/h5 added in the draft). Files: a policy with
/// entries for the course and for html/h1, a picture that h1 shows, an about page, assets.json.
inline void makeSmallCourse(const QString& folder)
{
  const auto titled = [](const char* title) { return Fields{{u"display_name"_s, QString::fromUtf8(title)}}; };
  CourseMaker make(folder);
  const auto h1 =
      make.add(u"html"_s, u"h1"_s, {}, titled("Welcome"), "<p><img src=\"/static/a.png\"></p>\r\n");
  const auto p1 =
      make.add(u"problem"_s, u"p1"_s, {}, {{u"display_name"_s, u"Quiz"_s}, {u"markdown"_s, u">>2+2<<"_s}},
               "<problem display_name=\"Quiz\" markdown=\"x\"><p>2+2?</p></problem>");
  const auto x1 = make.add(u"video"_s, u"x1"_s, {}, titled("Film"), "<video display_name=\"Film\"/>");
  const auto q1 =
      make.add(u"poll"_s, u"q1"_s, {}, {{u"question"_s, u"Well?"_s}}, "<poll question=\"Well?\"/>");
  const auto h2 = make.add(u"html"_s, u"h2"_s, {}, titled("Second"), "<b>two</b>");
  const auto h3 = make.addDraft(u"html"_s, u"h3"_s, {}, titled("Third"), "<i>three</i>");
  const auto h4 = make.add(u"html"_s, u"h4"_s, {}, titled("Fourth"), "four");
  const auto h5 = make.addDraft(u"html"_s, u"h5"_s, {}, titled("Fifth"), "five");
  const auto v1 =
      make.add(u"vertical"_s, u"v1"_s, {raw("<!-- first -->"), pointer(h1), pointer(p1)}, titled("Unit 1"));
  const auto v2 = make.add(u"vertical"_s, u"v2"_s, {pointer(x1), inlined(q1)}, titled("Unit 2"));
  const auto v3 = make.add(u"vertical"_s, u"v3"_s, {pointer(h2)}, titled("Unit 3"));
  const auto d1 = make.addDraft(u"vertical"_s, u"d1"_s, {pointer(h3)}, titled("Draft"));
  const auto v4 = make.builder().addBlock(u"vertical"_s, u"v4"_s);
  const auto published = make.addVersion(v4, {pointer(h4)}, titled("Unit 4"), {});
  const auto draft = make.addVersion(v4, {pointer(h4), pointer(h5)}, titled("Unit 4, new"), {});
  make.builder().setHeads(v4, draft, published);
  const auto s1 = make.add(u"sequential"_s, u"s1"_s, {pointer(v1), pointer(v2)}, titled("Lesson 1"));
  const auto s2 = make.add(u"sequential"_s, u"s2"_s, {pointer(v3), draftOnly(d1)}, titled("Lesson 2"));
  const auto s3 = make.add(u"sequential"_s, u"s3"_s, {pointer(v4)}, titled("Lesson 3"));
  const auto c1 = make.add(u"chapter"_s, u"c1"_s, {pointer(s1), pointer(s2)}, titled("Week 1"));
  const auto c2 = make.add(u"chapter"_s, u"c2"_s, {pointer(s3)}, titled("Week 2"));
  const auto root = make.add(u"course"_s, u"run"_s, {pointer(c1), pointer(c2), raw("<wiki slug=\"w\"/>")},
                             {{u"display_name"_s, u"Small"_s}, {u"start"_s, u"2024-01-01T00:00:00Z"_s}});
  make.addFile(u"course.xml"_s, "<course url_name=\"run\" org=\"Org\" course=\"Course\"/>");
  make.addFile(u"policies/run/policy.json"_s,
               "{\"course/run\": {\"display_name\": \"Small\", \"tabs\": [{\"type\": \"courseware\"}]},"
               " \"html/h1\": {\"display_name\": \"Hello\"}}");
  make.addFile(u"policies/assets.json"_s, "{\"a.png\": {\"displayname\": \"a.png\", \"locked\": false}}");
  make.addFile(u"static/a.png"_s, QByteArray("\x89PNG\0\1\2", 7));
  make.addFile(u"about/overview.html"_s, "<p>See <a href='/static/a.png'>this</a></p>");
  make.finish(root);
}

} // namespace scriptorium::testing
