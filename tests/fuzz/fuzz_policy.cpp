#include "olx/read/coursereader.h"

#include <cstdint>
#include <cstdlib>

using namespace scriptorium;
using namespace scriptorium::olx;
using namespace Qt::Literals::StringLiterals;

/// The bytes as the policy and the grading policy of a small course: they may be anything and stop nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  static const BlockTypes types = BlockTypes::builtIn();
  const QByteArrayView text(reinterpret_cast<const char*>(data), qsizetype(size));
  qint64 blobs = 0;
  CourseReader reader(types, {{}, [&](const QByteArray&) { return Result<BlobId>(BlobId(++blobs)); }});
  const auto add = [&](const QString& path, QByteArrayView bytes) {
    if (!reader.addFile(path, bytes, BlobId(++blobs)))
      std::abort();
  };
  add(u"course.xml"_s, "<course url_name='r' org='o' course='c'/>");
  add(u"course/r.xml"_s, "<course display_name='x' start='2020-01-01T00:00:00Z' graceperiod='1 day'>"
                         "<chapter url_name='a' due='soon'/></course>");
  add(u"policies/r/policy.json"_s, text);
  add(u"policies/r/grading_policy.json"_s, text);
  add(u"policies/assets.json"_s, text);
  if (!reader.finish())
    std::abort();
  return 0;
}
