-- Approvals of findings came.
CREATE TABLE approval(op INTEGER NOT NULL, finding TEXT NOT NULL, reason TEXT, PRIMARY KEY(op, finding)) WITHOUT ROWID;
