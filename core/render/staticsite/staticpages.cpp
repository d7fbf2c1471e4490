#include "render/staticsite/staticpages.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// A name that every file system takes.
QString plainName(QString name)
{
  static const QRegularExpression kOther(u"[^A-Za-z0-9_.-]+"_s);
  constexpr qsizetype kMost = 80;
  name.replace(kOther, u"_"_s);
  while (name.startsWith(u'.'))
    name.remove(0, 1);
  return name.isEmpty() ? u"unit"_s : name.left(kMost);
}

/// The blocks that learners open one after the other.
void collectUnits(const SiteCourse& course, int node, std::vector<int>& units)
{
  const QString& type = course.node(node).type;
  const bool holdsUnits = node == course.root() || type == "chapter"_L1 || type == "sequential"_L1;
  if (!holdsUnits) {
    units.push_back(node);
    return;
  }
  for (const int child : course.node(node).children)
    collectUnits(course, child, units);
}

bool isAbove(const SiteCourse& course, int above, int below)
{
  return std::ranges::count(course.path(below), above) > 0;
}

} // namespace

StaticPages::StaticPages(const SiteCourse& course, const std::vector<int>& chosen) : m_course(course)
{
  std::vector<int> units;
  collectUnits(course, course.root(), units);
  for (const int unit : units) {
    const bool isChosen = std::ranges::any_of(
        chosen, [&](int node) { return isAbove(course, node, unit) || isAbove(course, unit, node); });
    if (isChosen || chosen.empty())
      add({u"units/"_s + plainName(course.node(unit).name), course.title(unit),
           u"/xblock/"_s + course.usageKey(unit), unit});
  }
}

void StaticPages::add(StaticPage page)
{
  const QString name = page.path;
  page.path = name + u".html"_s;
  for (int i = 2; m_paths.contains(page.path.toLower()); ++i)
    page.path = u"%1-%2.html"_s.arg(name).arg(i);
  m_paths.insert(page.path.toLower());
  if (page.node >= 0)
    m_byNode.insert(page.node, m_pages.size());
  m_pages.push_back(std::move(page));
}

const StaticPage* StaticPages::pageOf(int node) const
{
  for (int at = node; at >= 0; at = m_course.node(at).parent)
    if (const auto found = m_byNode.constFind(at); found != m_byNode.cend())
      return &m_pages[*found];
  return nullptr;
}

QString StaticPages::localAsset(const QString& name, const QString& up)
{
  const QString path = m_course.assetPath(name);
  if (path.isEmpty() || name.contains(u".."_s))
    return u"#"_s;
  const QString target = u"files/"_s + name;
  m_files.insert(target, path);
  return up + QString::fromLatin1(QUrl::toPercentEncoding(target, "/"));
}

/// Below /courses/{course}/.
QString StaticPages::localCoursePage(const QString& rest, const QString& up) const
{
  static const QRegularExpression kJump(u"^jump_to(_id)?/(.+?)/?$"_s);
  static const QRegularExpression kHome(u"^(?:courseware|course|info|about)?/?$"_s);
  if (const auto jump = kJump.match(rest); jump.hasMatch()) {
    int node = jump.captured(1).isEmpty() ? m_course.find(jump.captured(2)) : -1;
    for (int at = 0; at < m_course.count() && node < 0 && !jump.captured(1).isEmpty(); ++at)
      if (m_course.node(at).name == jump.captured(2))
        node = at;
    const StaticPage* page = pageOf(node);
    return page != nullptr ? up + page->path : u"#"_s;
  }
  const QString whole = u"/courses/"_s + m_course.keyText() + u'/' + rest;
  for (const StaticPage& page : m_pages)
    if (page.address == whole || page.address == whole + u'/')
      return up + page.path;
  return kHome.match(rest).hasMatch() ? up + u"index.html"_s : u"#"_s;
}

QString StaticPages::local(const QString& address, const QString& up)
{
  static const QRegularExpression kAsset(
      u"^(?:/assets/courseware/v1/[0-9a-f]+)?/asset-v1:[^/]+?\\+block[@/](.+)$"_s);
  const qsizetype end = address.indexOf(QRegularExpression(u"[?#]"_s));
  const QString path = QUrl::fromPercentEncoding((end < 0 ? address : address.first(end)).toUtf8());
  const qsizetype mark = address.indexOf(u'#');
  const QString fragment = mark < 0 ? QString() : address.sliced(mark);
  if (const auto asset = kAsset.match(path); asset.hasMatch())
    return localAsset(asset.captured(1), up);
  if (path.startsWith(u"/static/"_s)) // as authors write it, in what the LMS leaves to its scripts
    return localAsset(path.sliced(8), up);
  if (path.startsWith(u"/__preview/"_s)) {
    m_programFiles.insert(path);
    return up + u"_site/"_s + address.sliced(QStringLiteral("/__preview/").size());
  }
  const QString course = u"/courses/"_s + m_course.keyText() + u'/';
  if (path.startsWith(course)) {
    const QString page = localCoursePage(path.sliced(course.size()), up);
    return page == "#"_L1 ? page : page + fragment;
  }
  if (path.startsWith(u"/xblock/"_s)) {
    const StaticPage* page = pageOf(m_course.find(path.sliced(8)));
    return page != nullptr ? up + page->path : u"#"_s;
  }
  const bool isOfServer = path.startsWith(u'/') && !path.startsWith(u"//"_s);
  return isOfServer ? u"#"_s : QString();
}

QString StaticPages::withLocalAddresses(const QString& html, const QString& up)
{
  // Attributes that are addresses, whatever they say; and any text in quotes that is one of the course's.
  static const QRegularExpression kAddress(
      u"(\\s(?:href|src|poster|action|data)=|)([\"'])(/(?:[^/\"'<>][^\"'<>]*)?)\\2"_s);
  static const QRegularExpression kOurs(u"^/(?:asset-v1:|assets/courseware/|courses/|xblock/|__preview/)"_s);
  QString result;
  qsizetype from = 0;
  for (auto matches = kAddress.globalMatch(html); matches.hasNext();) {
    const auto match = matches.next();
    QString address = match.captured(3);
    address.replace(u"&amp;"_s, u"&"_s);
    const bool isAttribute = !match.captured(1).isEmpty();
    if (!isAttribute && !kOurs.match(address).hasMatch())
      continue;
    const QString here = local(address, up);
    if (here.isEmpty())
      continue;
    result += QStringView(html).mid(from, match.capturedStart(3) - from).toString() + here.toHtmlEscaped();
    from = match.capturedEnd(3);
  }
  return result + QStringView(html).mid(from).toString();
}

} // namespace scriptorium::render
