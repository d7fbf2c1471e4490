#pragma once

#include "exchange/coursebench.h"

namespace scriptorium::testing {

/// A small course with drafts: s1 holds v1, v2 (with a draft) and v3 (a draft only), s2 holds v4. Every file
/// of a container is in Studio's form, so that only what changed in meaning changes.
inline FileTree draftCourse()
{
  using namespace Qt::Literals::StringLiterals;
  const QByteArray place =
      " parent_url=\"block-v1:O+C+r+type@sequential+block@s1\" index_in_children_list=\"";
  return {
      {u"README.md"_s, "beside the root\r\n"},
      {u"course/course.xml"_s, "<course url_name=\"r\" org=\"O\" course=\"C\"/>"},
      {u"course/course/r.xml"_s, "<course display_name=\"T\">\n  <chapter url_name=\"c1\"/>\n</course>\n"},
      {u"course/chapter/c1.xml"_s, "<chapter display_name=\"One\">\n  <sequential url_name=\"s1\"/>\n"
                                   "  <sequential url_name=\"s2\"/>\n</chapter>\n"},
      {u"course/sequential/s1.xml"_s, "<sequential>\n  <vertical url_name=\"v1\"/>\n"
                                      "  <vertical url_name=\"v2\"/>\n</sequential>\n"},
      {u"course/sequential/s2.xml"_s, "<sequential>\n  <vertical url_name=\"v4\"/>\n</sequential>\n"},
      {u"course/vertical/v1.xml"_s,
       "<vertical display_name=\"Unit\">\n  <html url_name=\"h1\"/>\n  <problem url_name=\"p1\"/>\n"
       "  <discussion url_name=\"d1\" xblock-family=\"xblock.v1\" discussion_id=\"x\"/>\n</vertical>\n"},
      {u"course/vertical/v2.xml"_s, "<vertical>\n  <html url_name=\"h2\"/>\n</vertical>\n"},
      {u"course/vertical/v4.xml"_s, "<vertical>\n  <problem url_name=\"p4\"/>\n</vertical>\n"},
      {u"course/html/h1.xml"_s, "<html filename=\"h1\" display_name='odd quotes' />"},
      {u"course/html/h1.html"_s, "<p>one <img src=\"/static/a.png\"></p>\r\n"},
      {u"course/html/h2.xml"_s, "<html filename=\"h2\"/>\n"},
      {u"course/html/h2.html"_s, "<p>published</p>"},
      {u"course/problem/p1.xml"_s, "<problem display_name=\"P\">\r\n<p>x</p><!-- kept -->\r\n</problem>"},
      {u"course/problem/p4.xml"_s, "<problem/>\n"},
      {u"course/drafts/vertical/v2.xml"_s,
       "<vertical" + place + "1\">\n  <html url_name=\"h2\"/>\n</vertical>\n"},
      {u"course/drafts/html/h2.xml"_s, "<html filename=\"h2\"/>\n"},
      {u"course/drafts/html/h2.html"_s, "<p>draft</p>"},
      {u"course/drafts/vertical/v3.xml"_s,
       "<vertical" + place + "2\">\n  <problem url_name=\"p3\"/>\n</vertical>\n"},
      {u"course/drafts/problem/p3.xml"_s, "<problem/>\n"},
      {u"course/policies/r/policy.json"_s, "{\"course/r\": {\"display_name\": \"T\"}}"},
      {u"course/static/a.png"_s, QByteArray("\x89PNG\0\1\2", 7)},
      {u"course/unknown/thing.txt"_s, "kept"},
      {u"course/vertical/orphan.xml"_s, "<vertical/>"},
  };
}

/// Writes a course of files as a folder and imports it.
inline Result<ImportResult> importTree(const CourseBench& bench, const FileTree& files,
                                       const QString& name = QStringLiteral("made"))
{
  writeFiles(bench.path(name), files);
  return bench.import(bench.path(name));
}

} // namespace scriptorium::testing
