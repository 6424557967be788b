CREATE TABLE users (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  username TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  role TEXT NOT NULL DEFAULT 'MEMBER',
  verified_at INTEGER,
  birth_year INTEGER,
  locale TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  profile_image TEXT,
  onboarded_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE passwords (
  user_id TEXT PRIMARY KEY,
  hash TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

-- The last passwords, so that none of them comes back (decisions §5).
CREATE TABLE password_history (
  user_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  set_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, set_at, hash)
) STRICT, WITHOUT ROWID;

-- One sign-in on one device: a refresh-token family.
CREATE TABLE logins (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL,
  ended_at INTEGER,
  end_reason TEXT,
  device TEXT NOT NULL,
  browser TEXT NOT NULL,
  address TEXT NOT NULL,
  place TEXT NOT NULL
) STRICT;
CREATE INDEX logins_of_person ON logins (user_id, ended_at);
CREATE INDEX logins_by_use ON logins (used_at);

-- Tokens of a family. A token stays good until a successor of it has been used (decisions §5).
CREATE TABLE refresh_tokens (
  hash TEXT PRIMARY KEY,
  login_id TEXT NOT NULL,
  parent_hash TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  retired_at INTEGER
) STRICT;
CREATE INDEX refresh_tokens_of_login ON refresh_tokens (login_id);
CREATE INDEX refresh_tokens_by_end ON refresh_tokens (expires_at);

CREATE TABLE login_history (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  success INTEGER NOT NULL,
  reason TEXT,
  method TEXT NOT NULL,
  device TEXT NOT NULL,
  browser TEXT NOT NULL,
  address TEXT NOT NULL,
  place TEXT NOT NULL
) STRICT;
CREATE INDEX login_history_of_person ON login_history (user_id, at);
CREATE INDEX login_history_by_time ON login_history (at);

-- Links in mails: used once, hashed, dead after an hour.
CREATE TABLE mail_tokens (
  hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
CREATE INDEX mail_tokens_of_person ON mail_tokens (user_id);
CREATE INDEX mail_tokens_by_end ON mail_tokens (expires_at);
