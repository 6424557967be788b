-- What matching knows of a person, derived from account, profile, languages and choices (matching/store.ts). It stands only while the person may be
-- shown: birth year, native language and a language with its level are there, the profile is not private and matching is on.
CREATE TABLE seekers (
  user_id TEXT PRIMARY KEY,
  birth_year INTEGER NOT NULL,
  native_language TEXT NOT NULL,
  gender TEXT,
  wished_gender TEXT,
  free_week TEXT,
  -- JSON arrays: [{code, level}] in the person's order, and codes.
  learning TEXT NOT NULL,
  interests TEXT NOT NULL,
  motivations TEXT NOT NULL,
  learning_styles TEXT NOT NULL,
  communication_methods TEXT NOT NULL,
  visibility TEXT NOT NULL,
  -- Only of a public profile: a place is for partners otherwise.
  location_id TEXT,
  asked INTEGER NOT NULL DEFAULT 0,
  answered INTEGER NOT NULL DEFAULT 0,
  shown_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- The index of candidates: one row per person, language spoken (natively, or at B2 and above) and language learnt.
CREATE TABLE seeker_pairs (
  speaks TEXT NOT NULL,
  learns TEXT NOT NULL,
  user_id TEXT NOT NULL,
  birth_year INTEGER NOT NULL,
  shown_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, speaks, learns)
) STRICT, WITHOUT ROWID;
-- Adults are nearly everybody and are walked by recency; minors are four years among many.
CREATE INDEX seeker_pairs_by_recency ON seeker_pairs (speaks, learns, shown_at, birth_year);
CREATE INDEX seeker_pairs_by_age ON seeker_pairs (speaks, learns, birth_year, shown_at);

-- low_id < high_id are sender and receiver in the order of their ids: one key for both directions.
CREATE TABLE match_requests (
  id TEXT PRIMARY KEY,
  sender_id TEXT NOT NULL,
  receiver_id TEXT NOT NULL,
  low_id TEXT NOT NULL,
  high_id TEXT NOT NULL,
  hello TEXT,
  status TEXT NOT NULL CHECK (status IN ('open', 'accepted', 'rejected', 'withdrawn', 'lapsed')),
  created_at INTEGER NOT NULL,
  -- When the receiver accepted or rejected, and why they rejected, which only they see.
  answered_at INTEGER,
  reject_reason TEXT,
  -- When it stopped being open, in whatever way.
  closed_at INTEGER,
  -- Ties the match, its facts and its event to the acceptance that made them.
  accept_nonce TEXT
) STRICT;
CREATE UNIQUE INDEX match_requests_open_pair ON match_requests (low_id, high_id) WHERE status = 'open';
CREATE INDEX match_requests_of_pair ON match_requests (low_id, high_id, created_at);
CREATE INDEX match_requests_received ON match_requests (receiver_id, status, created_at);
CREATE INDEX match_requests_sent ON match_requests (sender_id, status, created_at);
CREATE INDEX match_requests_open ON match_requests (created_at) WHERE status = 'open';
CREATE INDEX match_requests_closed ON match_requests (closed_at) WHERE closed_at IS NOT NULL;

-- Partners. The ids of match and room follow from the pair, so that two acceptances name the same room.
CREATE TABLE matches (
  id TEXT PRIMARY KEY,
  low_id TEXT NOT NULL,
  high_id TEXT NOT NULL,
  room_id TEXT NOT NULL UNIQUE,
  request_id TEXT NOT NULL,
  accept_nonce TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  UNIQUE (low_id, high_id)
) STRICT;
CREATE INDEX matches_of_high ON matches (high_id);

CREATE TABLE blocks (
  blocker_id TEXT NOT NULL,
  blocked_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (blocker_id, blocked_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX blocks_of_blocked ON blocks (blocked_id);

-- What was reported stays with its report, so that a deleted message can still be judged (decisions §12).
CREATE TABLE reports (
  id TEXT PRIMARY KEY,
  reporter_id TEXT NOT NULL,
  target_type TEXT NOT NULL,
  target_id TEXT NOT NULL,
  about_user_id TEXT,
  reason TEXT NOT NULL,
  details TEXT,
  evidence TEXT,
  created_at INTEGER NOT NULL,
  decided_at INTEGER
) STRICT;
CREATE UNIQUE INDEX reports_open ON reports (reporter_id, target_type, target_id) WHERE decided_at IS NULL;
CREATE INDEX reports_about ON reports (about_user_id);
CREATE INDEX reports_decided ON reports (decided_at) WHERE decided_at IS NOT NULL;
