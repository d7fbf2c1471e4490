-- The live document. Versions never change; heads move. See README.md for the invariants.
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Every run of bytes once. bytes IS NULL: the content lies in assets/<hh>/<hash in hex>.
CREATE TABLE blob(id INTEGER PRIMARY KEY, hash BLOB NOT NULL, size INTEGER NOT NULL, bytes BLOB);
CREATE UNIQUE INDEX blob_hash ON blob(hash);

-- OLX files as read. `blocks` = how many versions were read from it; ord = place in the archive.
CREATE TABLE source(id INTEGER PRIMARY KEY, path TEXT NOT NULL, blob INTEGER NOT NULL, blocks INTEGER NOT NULL,
                    ord INTEGER NOT NULL, hash BLOB NOT NULL);

-- head NULL = deleted. published NULL = never published. parent, pos are derived from the parent's head.
CREATE TABLE block(id INTEGER PRIMARY KEY, type TEXT NOT NULL, url_name TEXT NOT NULL, head INTEGER,
                   published INTEGER, parent INTEGER, pos INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX block_name ON block(type, url_name);
CREATE INDEX block_parent ON block(parent, pos);
-- The few blocks whose published state lags behind their draft.
CREATE INDEX block_draft ON block(id) WHERE published <> head;

-- hash = SHA-256 of the meaning: type, url_name, fields, children by name, body hash, flags (store/versionhash.h).
CREATE TABLE version(id INTEGER PRIMARY KEY, block INTEGER NOT NULL, op INTEGER NOT NULL, title TEXT NOT NULL,
                     fields TEXT NOT NULL, children TEXT NOT NULL, body_form INTEGER NOT NULL, body INTEGER,
                     body_path TEXT, source INTEGER, flags INTEGER NOT NULL, note TEXT, line INTEGER NOT NULL,
                     hash BLOB NOT NULL);
CREATE INDEX version_block ON version(block);
-- The few lists with an alias (Child::Form::Alias is 3): deleting a block takes its aliases along.
CREATE INDEX version_alias ON version(block) WHERE instr(children, '"f":3') > 0;

-- kind: import, edit, undo, redo, restore … ; state: 0 done, 1 undone, 2 undone for good (something else was done since).
-- target: the op an undo or redo is about.
CREATE TABLE op(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL, author TEXT NOT NULL,
                at INTEGER NOT NULL, state INTEGER NOT NULL, target INTEGER);
-- The newest step to undo and the oldest to redo are found at once, however long the history.
CREATE INDEX op_undoable ON op(id) WHERE state = 0 AND kind NOT IN ('undo', 'redo');
CREATE INDEX op_redoable ON op(id) WHERE state = 1;
CREATE TABLE change(op INTEGER NOT NULL, block INTEGER NOT NULL, old_head INTEGER, new_head INTEGER,
                    old_published INTEGER, new_published INTEGER, PRIMARY KEY(op, block)) WITHOUT ROWID;
CREATE INDEX change_block ON change(block, op);

-- Findings of the checks that an author approves of, each under the key that core/checks gives it; reason NULL: no longer.
-- Of the steps that are done (op.state 0) the newest decides, so that undo and redo need nothing else.
CREATE TABLE approval(op INTEGER NOT NULL, finding TEXT NOT NULL, reason TEXT, PRIMARY KEY(op, finding)) WITHOUT ROWID;

-- Which version of a block the search index holds; the index follows the heads lazily (search/).
CREATE TABLE indexed(block INTEGER PRIMARY KEY, version INTEGER NOT NULL);
CREATE VIRTUAL TABLE search USING fts5(title, text, content='', tokenize='unicode61 remove_diacritics 2');
