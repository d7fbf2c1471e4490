#include "olx/read/coursereader.h"
#include "olx/xml/xml.h"

#include <cstdint>
#include <cstdlib>

using namespace scriptorium;
using namespace scriptorium::olx;
using namespace Qt::Literals::StringLiterals;

namespace {

void check(bool isRight)
{
  if (!isRight)
    std::abort();
}

/// Every element lies inside its parent, behind its elder sibling, and is what its offsets say.
void checkPlaces(QByteArrayView text, const Element& element)
{
  check(element.begin >= 0 && element.begin < element.contentBegin &&
        element.contentBegin <= element.contentEnd && element.contentEnd <= element.end &&
        element.end <= text.size());
  check(text[element.begin] == '<' && text[element.end - 1] == '>');
  check(text.sliced(element.begin + 1).startsWith(element.tag));
  qsizetype at = element.contentBegin;
  for (const auto& child : element.children) {
    check(child.begin >= at && child.end <= element.contentEnd);
    checkPlaces(text, child);
    at = child.end;
  }
}

const BlockTypes& types()
{
  static const BlockTypes loaded = BlockTypes::builtIn();
  return loaded;
}

/// The bytes as a run file, as a unit and as a draft: nothing may be lost, whatever they are.
void readAsCourse(QByteArrayView text)
{
  qint64 blobs = 0;
  CourseReader reader(types(), {{}, [&](const QByteArray&) { return Result<BlobId>(BlobId(++blobs)); }});
  const auto add = [&](const QString& path, QByteArrayView bytes) {
    check(reader.addFile(path, bytes, BlobId(++blobs)).has_value());
  };
  add(u"course.xml"_s, "<course url_name='r' org='o' course='c'/>");
  add(u"course/r.xml"_s, text);
  add(u"chapter/a.xml"_s, text);
  add(u"vertical/a.xml"_s, text);
  add(u"drafts/vertical/a.xml"_s, text);
  add(u"html/a.html"_s, text);
  const auto course = reader.finish();
  check(course.has_value());
  check(course->sources.size() + course->files.size() <= 6);
  for (const auto& block : course->blocks)
    for (const auto* state : {&block.published, &block.draft})
      if (*state)
        check(Fields::fromJson((*state)->fieldsJson).has_value());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const QByteArrayView text(reinterpret_cast<const char*>(data), qsizetype(size));
  if (const auto element = parseXml(text))
    checkPlaces(text, *element);
  readAsCourse(text);
  return 0;
}
