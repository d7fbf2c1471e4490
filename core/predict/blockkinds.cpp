#include "predict/blockkinds.h"

#include <QHash>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::predict {

BlockKind kindOf(QByteArrayView tag)
{
  using enum BlockKind;
  static const QHash<QByteArray, BlockKind> kKinds = {{"course", Container},
                                                      {"chapter", Container},
                                                      {"sequential", Container},
                                                      {"vertical", Container},
                                                      {"wrapper", Container},
                                                      {"randomize", Container},
                                                      {"split_test", Container},
                                                      {"conditional", Container},
                                                      {"library_content", Container},
                                                      {"itembank", Container},
                                                      {"html", Html},
                                                      {"static_tab", Html},
                                                      {"about", Html},
                                                      {"course_info", Html},
                                                      {"video", Video},
                                                      {"videoalpha", Video},
                                                      {"problem", Xml},
                                                      {"poll_question", Xml},
                                                      {"word_cloud", Xml},
                                                      {"annotatable", Xml},
                                                      {"lti", Xml},
                                                      {"customtag", Xml},
                                                      {"custom_tag_template", Xml},
                                                      {"error", Xml},
                                                      {"hidden", Unknown},
                                                      {"videodev", CustomTag},
                                                      {"discuss", CustomTag},
                                                      {"image", CustomTag},
                                                      {"slides", CustomTag},
                                                      {"book", CustomTag},
                                                      {"unit", Pure},
                                                      {"library", Pure},
                                                      {"discussion", Pure},
                                                      {"done", Pure},
                                                      {"recommender", Pure},
                                                      {"staffgradedxblock", Pure},
                                                      {"edx_sga", Pure},
                                                      {"openassessment", Pure},
                                                      {"poll", Pure},
                                                      {"survey", Pure},
                                                      {"drag-and-drop-v2", Pure},
                                                      {"google-document", Pure},
                                                      {"google-calendar", Pure},
                                                      {"lti_consumer", Pure},
                                                      {"crowdsourcehinter", Pure}};
  return kKinds.value(tag.toByteArray(), Unknown);
}

QString typeOf(QByteArrayView tag)
{
  if (tag == "videoalpha")
    return u"video"_s;
  return kindOf(tag) == BlockKind::CustomTag ? u"customtag"_s : QString::fromUtf8(tag);
}

} // namespace scriptorium::predict
