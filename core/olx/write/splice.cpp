#include "olx/write/splice.h"

#include "olx/xml/xml.h"
#include "olx/xml/xmlscanner.h"

#include <QHash>

#include <algorithm>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

/// Bytes of the file that others take the place of.
struct Patch
{
  qsizetype begin;
  qsizetype end;
  QByteArray bytes;
};
using Patches = std::vector<Patch>;
template <typename T>
using Found = Result<std::optional<T>>; ///< nothing: the file cannot be followed

/// One child of an element: a block, or what is kept as it is.
struct Item
{
  qsizetype begin;
  qsizetype end;
  const Element* element; ///< null for text, comments and instructions
};

QByteArray applied(QByteArrayView text, qsizetype begin, qsizetype end, Patches patches)
{
  std::ranges::stable_sort(patches, {}, [](const Patch& patch) { return std::pair(patch.begin, patch.end); });
  QByteArray result;
  qsizetype at = begin;
  for (const auto& patch : patches) {
    result += text.sliced(at, patch.begin - at);
    result += patch.bytes;
    at = patch.end;
  }
  return result += text.sliced(at, end - at);
}

std::vector<Item> itemsOf(const Element& element)
{
  std::vector<Item> items;
  for (const auto& child : element.children)
    items.push_back({child.begin, child.end, &child});
  for (const auto& node : element.nodes)
    items.push_back({node.begin, node.end, nullptr});
  std::ranges::sort(items, {}, &Item::begin);
  return items;
}

bool isSameChild(const Child& a, const Child& b)
{
  return a.form == b.form && a.raw == b.raw && (a.form == Child::Form::Raw || a.block == b.block);
}

/// For each of `now` its place in `before`; -1: it is new. Of equal ones each is taken once, in order.
std::vector<int> placesOf(const QList<Child>& before, const QList<Child>& now)
{
  QHash<BlockId, QList<int>> blocks;
  QHash<QByteArray, QList<int>> raws;
  for (int at = int(before.size()) - 1; at >= 0; --at)
    if (before[at].form == Child::Form::Raw)
      raws[before[at].raw].append(at);
    else
      blocks[before[at].block].append(at);
  std::vector<int> places;
  for (const Child& child : now) {
    auto& known = child.form == Child::Form::Raw ? raws[child.raw] : blocks[child.block];
    const bool isThere = !known.isEmpty() && isSameChild(before[known.last()], child);
    places.push_back(isThere ? known.takeLast() : -1);
  }
  return places;
}

/// Marks a longest run of places that rises: what stays where it is while the rest moves around it.
std::vector<bool> staying(const std::vector<int>& places)
{
  std::vector<size_t> ends; // of the best run of each length, as indices of `places`
  std::vector<int> earlier(places.size(), -1);
  for (size_t at = 0; at < places.size(); ++at) {
    if (places[at] < 0)
      continue;
    const auto found =
        std::ranges::lower_bound(ends, places[at], {}, [&](size_t end) { return places[end]; });
    earlier[at] = found == ends.begin() ? -1 : int(*std::prev(found));
    if (found == ends.end())
      ends.push_back(at);
    else
      *found = at;
  }
  std::vector<bool> stays(places.size(), false);
  for (int at = ends.empty() ? -1 : int(ends.back()); at >= 0; at = earlier[size_t(at)])
    stays[size_t(at)] = true;
  return stays;
}

class Splicer
{
public:
  Splicer(const BlockTypes& types, const ReadFile& file, const LookUp& lookUp, const ReadBlob& readBlob)
      : m_types(types), m_file(file), m_lookUp(lookUp), m_readBlob(readBlob),
        m_lineEnd(file.text.contains("\r\n") ? "\r\n" : "\n")
  {}

  Found<QByteArray> run(const WriteBlock& now)
  {
    const auto root = parseXml(m_file.text, 256, true);
    if (!root || QByteArrayView(root->tag) != now.type.toUtf8())
      return std::optional<QByteArray>();
    SCRIPTORIUM_TRY_ASSIGN(const bool isFollowed, locate(*root, m_file.block.version));
    if (!isFollowed)
      return std::optional<QByteArray>();
    SCRIPTORIUM_TRY_ASSIGN(const auto patches, patchesOf(*root, m_file.block, now, false));
    if (!patches)
      return std::optional<QByteArray>();
    QByteArray text = applied(m_file.text, 0, m_file.text.size(), *patches);
    return parseXml(text, 1, true) ? std::optional(std::move(text)) : std::nullopt;
  }

private:
  struct Place
  {
    const Element* element;
    WriteBlock before;
  };

  /// Finds the elements of all inline blocks below `element`; false when it does not hold what `version`
  /// says.
  Result<bool> locate(const Element& element, const BlockVersion& version)
  {
    if (version.children.isEmpty())
      return true;
    const auto items = itemsOf(element);
    const auto children = inFile(version.children);
    if (items.size() != size_t(children.size()))
      return false;
    for (size_t at = 0; at < items.size(); ++at) {
      const Child& child = children[qsizetype(at)];
      const Item& item = items[at];
      if (child.form == Child::Form::Raw) {
        if (m_file.text.sliced(item.begin, item.end - item.begin) != child.raw)
          return false;
        continue;
      }
      if (!item.element)
        return false;
      if (child.form != Child::Form::Inline)
        continue;
      auto before = m_file.lookUp(child.block);
      if (!before && before.error().kind == Error::Kind::NotFound)
        return false;
      if (!before)
        return before.error();
      const BlockVersion below = before->version;
      m_places.insert(child.block, {item.element, *std::move(before)});
      SCRIPTORIUM_TRY_ASSIGN(const bool isFollowed, locate(*item.element, below));
      if (!isFollowed)
        return false;
    }
    return true;
  }

  /// What of a list of children stands in the file.
  static QList<Child> inFile(QList<Child> children)
  {
    children.removeIf([](const Child& child) { return child.form == Child::Form::DraftOnly; });
    return children;
  }

  Found<Patches> patchesOf(const Element& element, const WriteBlock& before, const WriteBlock& now,
                           bool isInline)
  {
    // The attributes of an element that points to a file in the old way are partly that file's.
    const bool isOldPointer = now.type != "html"_L1 && before.version.fields.contains(u"filename"_s);
    if (isOldPointer || now.version.bodyForm == BodyForm::Broken || now.version.bodyForm == BodyForm::File)
      return std::optional<Patches>();
    Patches patches;
    patchAttributes(element, before.version.fields, now.version.fields, patches);
    SCRIPTORIUM_TRY_ASSIGN(const bool isFollowed, patchContent(element, before, now, isInline, patches));
    if (!isFollowed)
      return std::optional<Patches>();
    if (isInline && !patches.empty() && !element.attributes.contains(u"url_name"_s))
      patches.push_back(added(element, {{u"url_name"_s, now.urlName}}));
    return std::optional(std::move(patches));
  }

  XmlScanner startTag(const Element& element) const
  {
    XmlScanner scanner(m_file.text, element.begin);
    scanner.next();
    return scanner;
  }
  qsizetype offset(QByteArrayView part) const { return part.data() - m_file.text.data(); }

  /// New attributes stand behind the last one.
  Patch added(const Element& element, const Fields& fields) const
  {
    const XmlScanner scanner = startTag(element);
    const auto& all = scanner.attributes();
    const qsizetype at = all.empty() ? element.begin + 1 + element.tag.size()
                                     : offset(all.back().value) + all.back().value.size() + 1;
    QByteArray bytes;
    for (const auto& [name, value] : fields)
      bytes += ' ' + name.toUtf8() + "=\"" + escapeAttribute(value) + '"';
    return {at, at, bytes};
  }

  void patchAttributes(const Element& element, const Fields& before, const Fields& now,
                       Patches& patches) const
  {
    const XmlScanner scanner = startTag(element);
    Fields fresh;
    for (const auto& [name, value] : now)
      if (!element.attributes.contains(name))
        fresh.set(name, value);
    for (const auto& attribute : scanner.attributes()) {
      const QString name = QString::fromUtf8(attribute.name);
      const auto value = now.value(name);
      const qsizetype begin = offset(attribute.value);
      const qsizetype end = begin + attribute.value.size();
      if (value && value != element.attributes.value(name)) {
        QByteArray bytes = escapeAttribute(*value);
        if (m_file.text[begin - 1] == '\'')
          bytes.replace('\'', "&#39;");
        patches.push_back({begin, end, bytes});
      } else if (!value && before.contains(name)) {
        qsizetype from = offset(attribute.name);
        while (isXmlSpace(m_file.text[from - 1]))
          --from;
        patches.push_back({from, end + 1, {}});
      }
    }
    if (!fresh.isEmpty())
      patches.push_back(added(element, fresh));
  }

  /// False when it cannot be followed.
  Result<bool> patchContent(const Element& element, const WriteBlock& before, const WriteBlock& now,
                            bool isInline, Patches& patches)
  {
    const auto was = inFile(before.version.children);
    const auto is = inFile(now.version.children);
    if (!was.isEmpty() || !is.isEmpty())
      return patchChildren(element, was, is, isInline && now.version.fields.isEmpty(), patches);
    const bool isElement = now.version.bodyForm == BodyForm::Element;
    const bool wasElement = before.version.bodyForm == BodyForm::Element;
    if ((!isElement && !wasElement) || (isElement && wasElement && before.version.body == now.version.body))
      return true;
    QByteArray content;
    if (isElement) {
      SCRIPTORIUM_TRY_ASSIGN(const QByteArray body, m_readBlob(now.version.body));
      if (!readContent(body, element, content))
        return false;
    }
    if (content.isEmpty() && isInline && now.version.fields.isEmpty())
      content = "<!-- empty -->"; // nothing but a name would be a pointer
    replaceContent(element, content, patches);
    return true;
  }

  /// What stands inside the element of an edited body. False when its start tag declares prefixes that the
  /// file's does not.
  static bool readContent(const QByteArray& body, const Element& element, QByteArray& content)
  {
    const auto edited = parseXml(body, 1);
    if (!edited)
      return false;
    for (const auto& [name, value] : edited->attributes)
      if ((name == "xmlns"_L1 || name.startsWith("xmlns:"_L1)) && element.attributes.value(name) != value)
        return false;
    content = body.sliced(edited->contentBegin, edited->contentEnd - edited->contentBegin);
    return true;
  }

  bool isEmptyTag(const Element& element) const
  {
    return element.contentBegin == element.end && m_file.text[element.end - 2] == '/';
  }

  void replaceContent(const Element& element, const QByteArray& content, Patches& patches) const
  {
    if (!isEmptyTag(element))
      patches.push_back({element.contentBegin, element.contentEnd, content});
    else if (!content.isEmpty())
      patches.push_back({element.end - 2, element.end, '>' + content + "</" + element.tag + '>'});
  }

  /// White space in front of an item.
  QByteArray gapBefore(const Element& element, const std::vector<Item>& items, size_t at) const
  {
    const qsizetype from = at == 0 ? element.contentBegin : items[at - 1].end;
    return m_file.text.sliced(from, items[at].begin - from).toByteArray();
  }

  /// The line end and indentation of an element that begins its line; empty for one that does not.
  QByteArray lineStart(const Element& element) const
  {
    qsizetype from = element.begin;
    while (from > 0 && (m_file.text[from - 1] == ' ' || m_file.text[from - 1] == '\t'))
      --from;
    const bool beginsLine = from == 0 || m_file.text[from - 1] == '\n';
    if (!beginsLine)
      return {};
    return m_lineEnd + m_file.text.sliced(from, element.begin - from).toByteArray();
  }

  Result<bool> patchChildren(const Element& element, const QList<Child>& was, const QList<Child>& is,
                             bool needsContent, Patches& patches)
  {
    const auto items = was.isEmpty() ? std::vector<Item>() : itemsOf(element);
    const auto places = placesOf(was, is);
    const auto stays = staying(places);
    std::vector<bool> isKept(items.size(), false);
    for (size_t at = 0; at < places.size(); ++at)
      if (stays[at])
        isKept[size_t(places[at])] = true;
    for (size_t at = 0; at < items.size(); ++at)
      if (!isKept[at])
        patches.push_back({at == 0 ? element.contentBegin : items[at - 1].end, items[at].end, {}});
    QByteArray fresh; // what is new behind the item that stays last
    int last = -1;
    const auto flush = [&] {
      const qsizetype at = last < 0 ? element.contentBegin : items[size_t(last)].end;
      if (!fresh.isEmpty())
        patches.push_back({at, at, std::exchange(fresh, {})});
    };
    const bool hasNothing = items.empty() || std::ranges::none_of(isKept, std::identity());
    const QByteArray own = lineStart(element);
    for (size_t at = 0; at < places.size(); ++at) {
      const Child& child = is[qsizetype(at)];
      if (stays[at]) {
        flush();
        last = places[at];
        SCRIPTORIUM_TRY_ASSIGN(const bool isFollowed, patchInside(child, patches));
        if (!isFollowed)
          return false;
        continue;
      }
      SCRIPTORIUM_TRY_ASSIGN(const auto text, textOf(child, items, places[at]));
      if (!text)
        return false;
      fresh += items.empty() ? (own.isEmpty() ? own : own + "  ")
                             : gapBefore(element, items, size_t(last < 0 ? nextKept(isKept) : last));
      fresh += *text;
    }
    if (isEmptyTag(element)) {
      if (!fresh.isEmpty())
        patches.push_back({element.end - 2, element.end, '>' + fresh + own + "</" + element.tag + '>'});
      return true;
    }
    if (hasNothing && fresh.isEmpty() && needsContent)
      fresh = "<!-- empty -->";
    if (items.empty() && !fresh.isEmpty() && !own.isEmpty()) {
      replaceContent(element, fresh + own, patches);
      return true;
    }
    flush();
    return true;
  }

  /// The first item that stays, or the first there was.
  static size_t nextKept(const std::vector<bool>& isKept)
  {
    const auto found = std::ranges::find(isKept, true);
    return found == isKept.end() ? 0 : size_t(found - isKept.begin());
  }

  Result<bool> patchInside(const Child& child, Patches& patches)
  {
    if (child.form != Child::Form::Inline)
      return true;
    const Place& place = *m_places.constFind(child.block);
    SCRIPTORIUM_TRY_ASSIGN(const WriteBlock now, m_lookUp(child.block));
    SCRIPTORIUM_TRY_ASSIGN(auto inside, patchesOf(*place.element, place.before, now, true));
    if (!inside)
      return false;
    patches.insert(patches.end(), inside->begin(), inside->end());
    return true;
  }

  /// A child where it did not stand before: with its own bytes when it stood elsewhere in this file.
  Found<QByteArray> textOf(const Child& child, const std::vector<Item>& items, int place)
  {
    if (child.form == Child::Form::Inline) {
      if (const auto known = m_places.constFind(child.block); known != m_places.cend()) {
        const Element& element = *known->element;
        Patches inside;
        SCRIPTORIUM_TRY_ASSIGN(const bool isFollowed, patchInside(child, inside));
        if (!isFollowed)
          return std::optional<QByteArray>();
        return std::optional(applied(m_file.text, element.begin, element.end, inside));
      }
      SCRIPTORIUM_TRY_ASSIGN(const WriteBlock block, m_lookUp(child.block));
      SCRIPTORIUM_TRY_ASSIGN(const QByteArray text, inlineElement(m_types, block, m_lookUp, m_readBlob));
      return std::optional(text);
    }
    if (place >= 0) {
      const Item& item = items[size_t(place)];
      return std::optional(m_file.text.sliced(item.begin, item.end - item.begin).toByteArray());
    }
    if (!child.raw.isEmpty())
      return std::optional(child.raw);
    SCRIPTORIUM_TRY_ASSIGN(const WriteBlock block, m_lookUp(child.block));
    return std::optional(pointerElement(block));
  }

  const BlockTypes& m_types;
  const ReadFile& m_file;
  const LookUp& m_lookUp;
  const ReadBlob& m_readBlob;
  QByteArray m_lineEnd;
  QHash<BlockId, Place> m_places; ///< the blocks that stood inline in the file
};

} // namespace

Result<std::optional<QByteArray>> spliceBlockFile(const BlockTypes& types, const ReadFile& file,
                                                  const WriteBlock& now, const LookUp& lookUp,
                                                  const ReadBlob& readBlob)
{
  return Splicer(types, file, lookUp, readBlob).run(now);
}

} // namespace scriptorium::olx
