-- Accounts that came through a provider may have no address (decisions §5, field case F05), so `email` may be null: SQLite needs the table anew for that.
CREATE TABLE users_next (
  id TEXT PRIMARY KEY,
  email TEXT UNIQUE,
  username TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  role TEXT NOT NULL DEFAULT 'MEMBER',
  verified_at INTEGER,
  birth_year INTEGER,
  locale TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  profile_image TEXT,
  onboarded_at INTEGER,
  created_at INTEGER NOT NULL,
  -- E.164.
  phone_number TEXT
) STRICT;
INSERT INTO users_next (id, email, username, display_name, role, verified_at, birth_year, locale, time_zone, profile_image, onboarded_at, created_at)
  SELECT id, email, username, display_name, role, verified_at, birth_year, locale, time_zone, profile_image, onboarded_at, created_at FROM users;
DROP TABLE users;
ALTER TABLE users_next RENAME TO users;

-- By which way a login came in: password, oauth_google, oauth_naver, oauth_kakao, oauth_oidc.
ALTER TABLE logins ADD COLUMN method TEXT NOT NULL DEFAULT 'password';
ALTER TABLE login_history ADD COLUMN user_agent TEXT NOT NULL DEFAULT '';
UPDATE login_history SET method = 'password' WHERE method = 'EMAIL';

-- The second factor of a person; pending until `enabled_at` is set.
CREATE TABLE two_factor (
  user_id TEXT PRIMARY KEY,
  -- Sealed: a copy of the database alone makes no codes.
  secret TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  enabled_at INTEGER,
  last_used_at INTEGER,
  -- The newest 30-second step whose code was used: a code works once (RFC 6238 §5.2).
  last_step INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE backup_codes (
  user_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  used_at INTEGER,
  PRIMARY KEY (user_id, hash)
) STRICT, WITHOUT ROWID;

-- A sign-in that waits for its second factor.
CREATE TABLE login_challenges (
  hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  method TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
CREATE INDEX login_challenges_of_person ON login_challenges (user_id);
CREATE INDEX login_challenges_by_end ON login_challenges (expires_at);
