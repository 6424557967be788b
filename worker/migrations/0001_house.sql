-- What every feature stands on: the outbox with its consumers' memory, the facts, and the answers kept for Idempotency-Key.
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  payload TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  sent_at INTEGER
) STRICT;
CREATE INDEX outbox_unsent ON outbox (created_at) WHERE sent_at IS NULL;
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;

CREATE TABLE consumed (
  consumer TEXT NOT NULL,
  event_id TEXT NOT NULL,
  consumed_at INTEGER NOT NULL,
  PRIMARY KEY (consumer, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX consumed_by_time ON consumed (consumed_at);

CREATE TABLE dead_letters (
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  payload TEXT NOT NULL,
  died_at INTEGER NOT NULL
) STRICT;
CREATE INDEX dead_letters_by_time ON dead_letters (died_at);

-- What happened, append-only; the source of achievements and statistics, now and computed again.
CREATE TABLE facts (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  amount INTEGER NOT NULL,
  at INTEGER NOT NULL,
  zone TEXT NOT NULL,
  month TEXT NOT NULL
) STRICT;
CREATE INDEX facts_of_person ON facts (user_id, at);

CREATE TABLE idempotency (
  caller TEXT NOT NULL,
  operation TEXT NOT NULL,
  key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  status INTEGER,
  reply TEXT,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (caller, operation, key)
) STRICT;
CREATE INDEX idempotency_by_time ON idempotency (created_at);
