#include "render/blocks/plainmarkdown.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

QString inLine(QString text)
{
  static const QRegularExpression kCode(u"`([^`]+)`"_s);
  static const QRegularExpression kLink(u"\\[([^\\]]+)\\]\\(([^)\\s\"]+)\\)"_s);
  static const QRegularExpression kStrong(u"\\*\\*(?=\\S)(.+?)(?<=\\S)\\*\\*"_s);
  static const QRegularExpression kEmphasis(u"\\*(?=\\S)(.+?)(?<=\\S)\\*"_s);
  return text.replace(kCode, u"<code>\\1</code>"_s)
      .replace(kLink, u"<a href=\"\\2\">\\1</a>"_s)
      .replace(kStrong, u"<strong>\\1</strong>"_s)
      .replace(kEmphasis, u"<em>\\1</em>"_s);
}

bool isItem(const QString& line)
{
  return line.startsWith(u"- "_s) || line.startsWith(u"* "_s);
}

} // namespace

QString plainMarkdown(const QString& text)
{
  static const QRegularExpression kBlank(u"\\n[ \\t]*\\n"_s);
  QString html;
  for (const QString& block : text.trimmed().split(kBlank, Qt::SkipEmptyParts)) {
    const QStringList lines = block.split(u'\n');
    if (block.startsWith(u'<')) {
      html += block + u'\n';
    } else if (std::all_of(lines.begin(), lines.end(), isItem)) {
      html += u"<ul>\n"_s;
      for (const QString& line : lines)
        html += u"<li>"_s + inLine(line.sliced(2)) + u"</li>\n"_s;
      html += u"</ul>\n"_s;
    } else {
      html += u"<p>"_s + inLine(block) + u"</p>\n"_s;
    }
  }
  return html;
}

} // namespace scriptorium::render
