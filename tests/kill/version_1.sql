-- A ledger of version 1, with a post that is out.
PRAGMA journal_mode = WAL;
PRAGMA application_id = 2020634483;
CREATE TABLE submission (
 number INTEGER PRIMARY KEY,
 key TEXT NOT NULL UNIQUE,
 account TEXT NOT NULL,
 user_id TEXT,
 username TEXT,
 created_at INTEGER NOT NULL
);
CREATE INDEX submission_by_account ON submission (account);
CREATE TABLE post (
 key TEXT NOT NULL REFERENCES submission (key),
 position INTEGER NOT NULL CHECK (position >= 0),
 text TEXT,
 request TEXT,
 state TEXT NOT NULL CHECK (state IN
  ('draft', 'intent', 'not_sent', 'rejected', 'unknown', 'posted')),
 id TEXT,
 cost INTEGER NOT NULL,
 code TEXT,
 http_status INTEGER NOT NULL,
 message TEXT,
 sent_at INTEGER NOT NULL,
 settled_at INTEGER NOT NULL,
 PRIMARY KEY (key, position)
);
INSERT INTO submission VALUES
 (1, 'earlier', 'default', '1500000000000000001', 'alice', 1790000000);
INSERT INTO post VALUES
 ('earlier', 0, 'posted before it', '{"text":"posted before it"}', 'posted',
  '2100000000000000001', 15000, NULL, 0, NULL, 1790000000, 1790000001);
PRAGMA user_version = 1;
