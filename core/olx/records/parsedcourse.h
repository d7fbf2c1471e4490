#pragma once

#include "base/ids.h"
#include "model/block.h"
#include "model/finding.h"
#include "olx/xml/textarena.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>

namespace scriptorium::olx {

/// One block as read, before it has an id in a store. Indexes are positions in the lists of `ParsedCourse`.
struct ParsedBlock
{
  struct Child
  {
    scriptorium::Child::Form form = scriptorium::Child::Form::Pointer;
    qsizetype block = -1; ///< -1 for Raw
    QByteArray raw;
  };
  /// One state of the block: from the main tree (published) or from drafts/.
  struct State
  {
    QByteArray fieldsJson; ///< Fields::toJson form
    QList<Child> children;
    BlobId body;
    QString bodyPath;      ///< html: counted from the main tree or from drafts/, whichever the state is of
    qsizetype source = -1; ///< index into ParsedCourse::sources; -1 for a block whose file is missing
    QString note;
    VersionFlags flags;
    int line = 0;
    BodyForm bodyForm = BodyForm::None;
  };
  /// An optional state on the heap, because most blocks have one of two. Behaves as std::optional does.
  class Slot
  {
  public:
    Slot() = default;
    Slot(State state) : m_state(std::make_unique<State>(std::move(state))) {}
    Slot(const Slot& other) : m_state(other.m_state ? std::make_unique<State>(*other.m_state) : nullptr) {}
    Slot(Slot&&) noexcept = default;
    Slot& operator=(Slot other) noexcept
    {
      m_state = std::move(other.m_state);
      return *this;
    }
    ~Slot() = default;

    bool has_value() const { return m_state != nullptr; }
    explicit operator bool() const { return has_value(); }
    State& operator*() { return *m_state; }
    const State& operator*() const { return *m_state; }
    State* operator->() { return m_state.get(); }
    const State* operator->() const { return m_state.get(); }

  private:
    std::unique_ptr<State> m_state;
  };
  QString type;
  QString urlName;
  bool hasMadeUpName = false; ///< no url_name in the file (docs/olx.md, Names); not written unless edited
  Slot published;             ///< from the main tree
  Slot draft;                 ///< from drafts/
};

/// An OLX file from which blocks were read. Order is that of the archive.
struct ParsedSource
{
  Slice path; ///< in `ParsedCourse::texts`, below the course root ("drafts/vertical/x.xml")
  BlobId blob;
  int blocks = 0; ///< how many states were read from it
  qint64 order = 0;
};

/// A member of the archive that holds no block of the tree: policies, static files, about pages, unreferenced
/// block files, folders, links, files beside the course root. Carried verbatim.
struct ParsedFile
{
  enum class Kind
  {
    File,
    Folder,
    Link
  };
  Kind kind = Kind::File;
  QString path; ///< below the course root; "../README.md" for what lies outside it
  QString linkTarget;
  bool isExecutable = false;
  BlobId blob; ///< not valid for folders and links
  qint64 order = 0;
};

/// A course as read, complete. `blocks[root]` is the course or library block.
struct ParsedCourse
{
  enum class Kind
  {
    Course,
    LegacyLibrary,
    Library
  };
  Kind kind = Kind::Course;
  QString org; ///< as Studio reads them from course.xml (docs/olx.md, Root)
  QString number;
  QString run;
  QString rootPath; ///< of the course root inside the archive; empty for the top
  QString title;
  qsizetype root = -1;
  QList<ParsedBlock> blocks;
  QList<ParsedSource> sources;
  TextArena texts;
  QList<ParsedFile> files;
  QStringList executables; ///< paths of the files that blocks were read from and that may be run
  Findings findings;

  QString text(Slice slice) const { return QString::fromUtf8(texts.view(slice)); }
};

} // namespace scriptorium::olx
