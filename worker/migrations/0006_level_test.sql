-- Which tests a person has: the object of a test is the truth while it runs, this finds it.
CREATE TABLE level_tests (
  test_id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  language_code TEXT NOT NULL,
  status TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX level_tests_of_person ON level_tests (user_id, status, started_at);
CREATE INDEX level_tests_by_start ON level_tests (started_at);

-- A finished result, kept for good; `result` is JSON with the evidence of each score.
CREATE TABLE level_test_results (
  test_id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  language_code TEXT NOT NULL,
  completed_at INTEGER NOT NULL,
  level TEXT,
  or_above INTEGER NOT NULL,
  score REAL,
  result TEXT NOT NULL,
  nonce TEXT NOT NULL
) STRICT;
CREATE INDEX level_test_results_of_person ON level_test_results (user_id, completed_at);

-- What engines did for a person on a day (UTC); `seconds` of audio, `latency_ms` summed.
CREATE TABLE ai_usage (
  user_id TEXT NOT NULL,
  day TEXT NOT NULL,
  capability TEXT NOT NULL,
  engine TEXT NOT NULL,
  model TEXT NOT NULL,
  requests INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  seconds REAL NOT NULL DEFAULT 0,
  tokens INTEGER NOT NULL DEFAULT 0,
  characters INTEGER NOT NULL DEFAULT 0,
  latency_ms INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (user_id, day, capability, engine, model)
) STRICT, WITHOUT ROWID;
