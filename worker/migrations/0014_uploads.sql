-- Files that people upload for a message or an evaluation. A row stands before the bytes lie in the bucket and until they are gone from it: `coming` while they
-- are written, `here`, `gone` once their message was deleted. `dies_at` is when somebody looks whether it may go; null for as long as its message stands.
CREATE TABLE uploads (
  id TEXT PRIMARY KEY,
  owner_id TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('chat-image', 'chat-voice', 'level-test')),
  status TEXT NOT NULL CHECK (status IN ('coming', 'here', 'gone')),
  content_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  width INTEGER,
  height INTEGER,
  duration_seconds REAL,
  room_id TEXT,
  client_id TEXT,
  message_id TEXT,
  created_at INTEGER NOT NULL,
  dies_at INTEGER
) STRICT;
CREATE INDEX uploads_of_person ON uploads (owner_id);
CREATE INDEX uploads_due ON uploads (dies_at) WHERE dies_at IS NOT NULL;
