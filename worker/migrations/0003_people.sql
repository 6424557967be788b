-- What a person says of themselves and wishes; one row each, made with the account's first step of the welcome.
CREATE TABLE profiles (
  user_id TEXT PRIMARY KEY,
  english_name TEXT,
  birthday TEXT,
  location_id TEXT,
  self_bio TEXT,
  gender TEXT,
  native_language TEXT,
  visibility TEXT NOT NULL DEFAULT 'public',
  allow_matching INTEGER NOT NULL DEFAULT 1,
  wished_gender TEXT,
  free_zone TEXT,
  -- Weekly free hours as 336 half hours of the UTC week, hex (domain/schedule/week), and the zone's offset it was computed with.
  free_week TEXT,
  free_offset_minutes INTEGER,
  last_active_at INTEGER,
  updated_at INTEGER NOT NULL
) STRICT;
-- For the care that computes weeks again when a zone's clock changes.
CREATE INDEX profiles_by_zone ON profiles (free_zone, free_offset_minutes) WHERE free_zone IS NOT NULL;

CREATE TABLE learning_languages (
  user_id TEXT NOT NULL,
  code TEXT NOT NULL,
  level TEXT,
  position INTEGER NOT NULL,
  PRIMARY KEY (user_id, code)
) STRICT, WITHOUT ROWID;

-- Topics, motivations, learning styles, communication methods, personalities that a person chose.
CREATE TABLE choices (
  user_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (user_id, kind, code)
) STRICT, WITHOUT ROWID;

-- Free hours as the person wrote them, in their own zone.
CREATE TABLE free_slots (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  day_of_week TEXT NOT NULL,
  start_time TEXT NOT NULL,
  end_time TEXT NOT NULL
) STRICT;
CREATE INDEX free_slots_of_person ON free_slots (user_id);
