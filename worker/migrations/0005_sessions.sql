-- A session of two matched partners. low_id < high_id are the two in the order of their ids.
CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL CHECK (type IN ('audio', 'video')),
  created_by TEXT NOT NULL,
  low_id TEXT NOT NULL,
  high_id TEXT NOT NULL,
  room_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('SCHEDULED', 'ONGOING', 'COMPLETED', 'CANCELLED')),
  scheduled_at INTEGER NOT NULL,
  duration_minutes INTEGER NOT NULL,
  topic TEXT,
  description TEXT,
  language TEXT,
  target_language TEXT,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER
) STRICT;
-- Two people who call each other at the same moment get one call.
CREATE UNIQUE INDEX sessions_open_call ON sessions (low_id, high_id) WHERE status IN ('SCHEDULED', 'ONGOING') AND scheduled_at = created_at;
CREATE INDEX sessions_of_pair ON sessions (low_id, high_id, status);
CREATE INDEX sessions_of_high ON sessions (high_id);
CREATE INDEX sessions_waiting ON sessions (scheduled_at) WHERE status = 'SCHEDULED';

-- The two people of a session and their seats. A seat is taken and given back; the nonce names one sitting.
CREATE TABLE session_seats (
  session_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  scheduled_at INTEGER NOT NULL,
  seated INTEGER NOT NULL DEFAULT 0,
  seat_nonce TEXT,
  joined_at INTEGER,
  left_at INTEGER,
  present_seconds INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (session_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_seats_of_person ON session_seats (user_id, scheduled_at);
CREATE INDEX session_seats_taken ON session_seats (user_id) WHERE seated = 1;
