#include "olx/read/recordreader.h"

#include "olx/records/blocknaming.h"
#include "olx/records/elementhash.h"
#include "olx/records/rootfinder.h"
#include "olx/xml/attributetext.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

using Token = XmlScanner::Token;

constexpr QByteArrayView kOptionNamespace = "http://code.edx.org/xblock/option";

const RawAttribute* find(const std::vector<RawAttribute>& attributes, QByteArrayView name)
{
  const auto found = std::ranges::find(attributes, name, &RawAttribute::name);
  return found == attributes.end() ? nullptr : &*found;
}

/// Whether Studio stores the element itself, and with it white space that stands alone in it.
bool keepsBlanks(const TypeRecord& type)
{
  return type.tag == "problem" || type.tag == "annotatable" || type.tag == "html" || !type.type->isKnown;
}

/// The tags that Studio reads as a customtag are never looked up as files. Source: customtag's from_xml.
bool mayPoint(const TypeRecord& type)
{
  return type.type == nullptr || !type.type->isInlineOnly || type.tag == "customtag";
}

} // namespace

/// The attributes that decide what an element is.
struct RecordReader::Names
{
  const RawAttribute* urlName = nullptr;
  const RawAttribute* slug = nullptr;
  const RawAttribute* name = nullptr;
  const RawAttribute* displayName = nullptr;
  const RawAttribute* fileName = nullptr;
  size_t count = 0;

  void note(const RawAttribute& attribute)
  {
    const QByteArrayView key = attribute.name;
    switch (key.size()) {
    case 4:
      (key == "slug" ? slug : key == "name" ? name : ignored) = &attribute;
      break;
    case 8:
      (key == "url_name" ? urlName : key == "filename" ? fileName : ignored) = &attribute;
      break;
    case 12:
      (key == "display_name" ? displayName : ignored) = &attribute;
      break;
    default:
      break;
    }
  }

private:
  const RawAttribute* ignored = nullptr;
};

Result<Unit> RecordReader::read(int file, QByteArrayView text)
{
  m_file = file;
  m_text = text;
  m_scanner = XmlScanner(text, text.startsWith("\xEF\xBB\xBF") ? 3 : 0);
  m_elements = 0;
  m_open.clear();
  m_hashed.clear();
  m_hashedNodes.clear();
  m_remarks.begin(file);
  m_remarks.about(-1);
  if (!prolog())
    return Error{Error::Kind::BadInput, {}, u"The file has no element that can be read."_s, m_scanner.line()};
  SCRIPTORIUM_TRY_ASSIGN(const int root, element(nullptr));
  epilog();
  FileRecord& record = m_records.files[size_t(file)];
  record.root = root;
  if (text.contains('\r'))
    record.flags |= FileRecord::HasCr;
  if (text.contains("index_in_children_list"))
    record.flags |= FileRecord::DraftMarker;
  hashNames();
  return Unit{};
}

void RecordReader::readHtml(int file, QByteArrayView text)
{
  m_remarks.begin(file);
  m_remarks.about(-1);
  if (text.contains('\r'))
    m_records.files[size_t(file)].flags |= FileRecord::HasCr;
  rules::textEncoding(text, m_remarks);
}

/// Goes to the start tag of the root; false when there is none.
bool RecordReader::prolog()
{
  for (;;) {
    switch (m_scanner.next()) {
    case Token::StartTag:
    case Token::EmptyTag:
      return true;
    case Token::Instruction:
      if (m_scanner.bytes().startsWith("<?xml "))
        rules::declaredEncoding(m_scanner.bytes(), isRootFileName(m_records.pathOf(m_file)), m_remarks);
      else
        rules::outsideRoot(m_scanner.line(), m_remarks);
      break;
    case Token::Comment:
      rules::outsideRoot(m_scanner.line(), m_remarks);
      break;
    case Token::Doctype:
      rules::documentType(m_scanner.bytes(), m_scanner.line(), m_remarks);
      break;
    case Token::Text:
    case Token::CData:
    case Token::EndTag:
      break;
    case Token::End:
    case Token::Fault:
      return false;
    }
  }
}

void RecordReader::epilog()
{
  m_remarks.about(-1);
  for (Token token = m_scanner.next(); token != Token::End && token != Token::Fault; token = m_scanner.next())
    if (token == Token::Comment || token == Token::Instruction)
      rules::outsideRoot(m_scanner.line(), m_remarks);
}

/// The element whose start tag the scanner stands on; without `parent` the root of the file.
Result<int> RecordReader::element(const TypeRecord* parent)
{
  const bool isRoot = parent == nullptr;
  const qsizetype begin = m_scanner.begin();
  qsizetype end = m_scanner.end();
  const bool isEmpty = m_scanner.token() == Token::EmptyTag;
  const int number = m_elements++;
  const auto index = int(m_records.nodes.size());
  m_records.nodes.emplace_back();
  Node node;
  node.type = m_records.typeIndex(m_scanner.tag());
  node.line = m_scanner.line();
  Names names;
  attributes(node, names, isRoot);
  // Files go by the pointer's name; only a course is named by what it says of itself.
  const bool isNamedByText = !isRoot || m_scanner.tag() == "course" || m_scanner.tag() == "library";
  name(node, names, isNamedByText);
  const bool isLonely = names.count == 1 && names.urlName;
  const bool mayRepeat = !(isLonely && isEmpty) && needsUniqueName(m_scanner.tag());
  if (!isRoot && (node.name.isEmpty() || mayRepeat)) {
    m_hashed.append(number);
    m_hashedNodes.push_back(index);
  }
  if (isRoot) {
    m_records.nodes[size_t(index)] = node;
    rootRecord(index);
    draftRecord();
  }
  const bool isContainer = m_records.typeOf(node).isContainer;
  if (isContainer) {
    if (!isEmpty)
      SCRIPTORIUM_TRY(children(index, node, end));
  } else {
    qsizetype contentEnd = end;
    if (!isEmpty) {
      if (skip())
        node.flags |= Node::Content;
      contentEnd = m_scanner.begin();
      if (contentEnd > end && !node.is(Node::Content) && (isRoot || !isLonely) &&
          keepsBlanks(m_records.typeOf(node)))
        node.flags |= Node::Blank;
    }
    end = m_scanner.end();
  }
  if (!isRoot && isLonely && !node.is(Node::Content) && mayPoint(m_records.typeOf(node)))
    node.flags |= Node::Pointer;
  if (!isRoot && !isContainer && (node.is(Node::Content) || node.is(Node::Blank))) {
    SCRIPTORIUM_TRY_ASSIGN(node.body, m_keep(m_text.sliced(begin, end - begin).toByteArray()));
  }
  m_records.nodes[size_t(index)] = std::move(node);
  return index;
}

void RecordReader::attributes(Node& node, Names& names, bool isRoot)
{
  const auto& all = m_scanner.attributes();
  names.count = all.size();
  for (const auto& attribute : all) {
    names.note(attribute);
    if (attribute.name == "xblock-family" && attribute.value == "xblock.v1")
      node.flags |= Node::Pure;
  }
  if (!isRoot && names.count == 1 && names.urlName)
    return;
  m_json.resize(0);
  m_json += '{';
  for (const auto& attribute : all)
    if (isRoot || &attribute != names.urlName)
      appendField(m_json, attribute.name, attribute.value);
  m_json += '}';
  const QByteArrayView held = m_hold ? m_hold(m_json) : QByteArrayView();
  node.fields = m_hold ? QByteArray::fromRawData(held.data(), held.size())
                       : QByteArray(m_json.constData(), m_json.size());
  if (names.fileName) {
    m_value.resize(0);
    appendDecoded(m_value, names.fileName->value);
    node.fileName = m_records.texts.add(m_value);
  }
}

/// As Studio: xml.py, make_name_unique. The first of the attributes that is there counts, even when empty.
void RecordReader::name(Node& node, const Names& names, bool isNamedByText)
{
  const RawAttribute* exact = names.urlName ? names.urlName : names.slug;
  const RawAttribute* cleaned = exact || !isNamedByText ? nullptr
                                : names.name            ? names.name
                                                        : names.displayName;
  if (!names.urlName)
    node.flags |= Node::MadeUpName;
  m_value.resize(0);
  if (exact)
    appendDecoded(m_value, exact->value);
  else if (cleaned)
    m_value = cleanedName(decodedAttribute(cleaned->value)).toUtf8();
  if (m_value.isEmpty())
    node.flags |= Node::MadeUpName;
  node.name = m_records.texts.add(m_value);
}

Result<Unit> RecordReader::children(int index, Node& node, qsizetype& end)
{
  const size_t firstOpen = m_open.size();
  for (bool isOpen = true; isOpen;) {
    switch (m_scanner.next()) {
    case Token::StartTag:
    case Token::EmptyTag:
      SCRIPTORIUM_TRY(child(index, node));
      break;
    case Token::Comment:
    case Token::Instruction:
      m_remarks.about(index);
      rules::commentInContainer(m_scanner.line(), m_remarks);
      rawKid(m_scanner.begin(), m_scanner.end());
      break;
    case Token::Text:
    case Token::CData:
      if (m_scanner.isBlank())
        break;
      m_remarks.about(index);
      rules::textInContainer(m_records.typeOf(node), isBehindElement(firstOpen), textLine(), m_remarks);
      rawKid(m_scanner.begin(), m_scanner.end());
      break;
    case Token::EndTag:
    case Token::Doctype:
    case Token::End:
    case Token::Fault:
      isOpen = false;
      break;
    }
  }
  end = m_scanner.end();
  node.firstKid = quint32(m_records.kids.size());
  node.kidCount = quint32(m_open.size() - firstOpen);
  if (node.kidCount > 0)
    node.flags |= Node::Content;
  m_records.kids.insert(m_records.kids.end(), m_open.begin() + qsizetype(firstOpen), m_open.end());
  m_open.resize(firstOpen);
  return Unit{};
}

/// The line where the text at the scanner begins, white space left out.
int RecordReader::textLine()
{
  const QByteArrayView text = m_scanner.bytes();
  const auto first = std::ranges::find_if_not(text, isXmlSpace);
  return m_scanner.line() + int(std::count(text.begin(), first, '\n'));
}

/// Whether what comes now is the tail of an element, which Studio parses together with it.
bool RecordReader::isBehindElement(size_t firstOpen) const
{
  if (m_open.size() == firstOpen)
    return false;
  const Kid& last = m_open.back();
  const QByteArrayView raw = m_records.text(last.raw);
  return last.node >= 0 || (raw.startsWith('<') && !raw.startsWith("<!") && !raw.startsWith("<?"));
}

Result<Unit> RecordReader::child(int parentIndex, const Node& parent)
{
  // A copy: the list of types grows while the element is read.
  const TypeRecord parentType = m_records.typeOf(parent);
  const qsizetype begin = m_scanner.begin();
  if (!isBlock(parentType)) {
    ++m_elements;
    if (m_scanner.tag() == "meta") {
      m_remarks.about(parentIndex);
      rules::metaElement(m_scanner.line(), m_remarks);
    }
    if (m_scanner.token() == Token::StartTag)
      skip();
    rawKid(begin, m_scanner.end());
    return Unit{};
  }
  SCRIPTORIUM_TRY_ASSIGN(const int index, element(&parentType));
  const Node& node = m_records.nodes[size_t(index)];
  Kid kid;
  kid.node = index;
  if (!node.fileName.isEmpty() && m_records.typeOf(node).tag != "html")
    kid.raw = m_records.texts.add(m_text.sliced(begin, m_scanner.end() - begin));
  m_open.push_back(kid);
  return Unit{};
}

void RecordReader::rawKid(qsizetype begin, qsizetype end)
{
  m_open.push_back({-1, m_records.texts.add(trimmedXml(m_text.sliced(begin, end - begin)))});
}

/// Goes behind the end tag of the element whose start tag the scanner stands on; true when there is something
/// between.
bool RecordReader::skip()
{
  bool hasContent = false;
  for (int open = 1; open > 0;) {
    switch (m_scanner.next()) {
    case Token::StartTag:
      ++open;
      [[fallthrough]];
    case Token::EmptyTag:
      ++m_elements;
      hasContent = true;
      break;
    case Token::EndTag:
      --open;
      break;
    case Token::Text:
    case Token::CData:
      hasContent = hasContent || !m_scanner.isBlank();
      break;
    case Token::Comment:
    case Token::Instruction:
      hasContent = true;
      break;
    case Token::Doctype:
    case Token::End:
    case Token::Fault:
      return hasContent;
    }
  }
  return hasContent;
}

/// Whether the element at the scanner is a block of `parent`, and not a part of its definition.
bool RecordReader::isBlock(const TypeRecord& parent) const
{
  const QByteArrayView tag = m_scanner.tag();
  if (tag.contains(':'))
    return false;
  if (parent.tag == "course" && (tag == "wiki" || tag == "textbook"))
    return false;
  if (parent.tag == "conditional" && tag == "show")
    return false;
  if (tag == "meta" && parent.type->isXmlBlock)
    return false;
  const RawAttribute* family = find(m_scanner.attributes(), "xblock-family");
  if (family && family->value == "xblock_asides.v1")
    return false;
  const RawAttribute* nameSpace = find(m_scanner.attributes(), "xmlns");
  return !nameSpace || nameSpace->value != kOptionNamespace;
}

void RecordReader::rootRecord(int index)
{
  if (m_scanner.tag() != "course" && m_scanner.tag() != "library")
    return;
  const auto& all = m_scanner.attributes();
  const auto text = [&](const RawAttribute* attribute) {
    return attribute ? decodedAttribute(attribute->value) : QString();
  };
  const Node& node = m_records.nodes[size_t(index)];
  RootRecord root;
  root.file = m_file;
  root.tag = m_scanner.tag().toByteArray();
  const RawAttribute* org = find(all, "org");
  const RawAttribute* number = find(all, root.tag == "library" ? "library" : "course");
  root.org = text(org);
  root.number = text(number);
  root.hasOrg = org != nullptr;
  root.hasNumber = number != nullptr;
  root.isNamed = find(all, "url_name") || find(all, "slug") || find(all, "name");
  for (const char* name : {"url_name", "slug", "name"})
    root.hasRun = root.hasRun || !text(find(all, name)).isEmpty();
  root.urlName = QString::fromUtf8(m_records.text(node.name));
  root.isMoodle = !org && !find(all, "url_name") && find(all, "id") && find(all, "contextid");
  root.isPointer = root.tag == "course" && all.size() == 3 && org && number && find(all, "url_name");
  m_records.roots.push_back(std::move(root));
}

void RecordReader::draftRecord()
{
  const auto& all = m_scanner.attributes();
  const RawAttribute* parent = find(all, "parent_url");
  if (!parent)
    parent = find(all, "parent_sequential_url");
  const RawAttribute* index = find(all, "index_in_children_list");
  if (!parent && !index)
    return;
  m_records.drafts.push_back({m_file, parent ? decodedAttribute(parent->value) : QString(),
                              index ? decodedAttribute(index->value) : QString()});
}

void RecordReader::hashNames()
{
  if (m_hashed.isEmpty())
    return;
  const QList<QByteArray> hashes = elementHashes(m_text, m_hashed);
  for (qsizetype i = 0; i < hashes.size(); ++i) {
    const int index = m_hashedNodes[size_t(i)];
    Node& node = m_records.nodes[size_t(index)];
    if (node.name.isEmpty())
      node.name = m_records.texts.add(fallbackName(m_records.typeOf(node).tag, hashes[i]));
    else
      m_records.hashes.insert(index, hashes[i]);
  }
}

} // namespace scriptorium::olx
