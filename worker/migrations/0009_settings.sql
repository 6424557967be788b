-- What a person has chosen in the settings; a column stays NULL until they choose, and the default of the rules holds (domain/src/settings/defaults.ts).
-- Visibility and allowMatching are facts of the profile, name and telephone number of the account, languages of the welcome.
CREATE TABLE settings (
  user_id TEXT PRIMARY KEY,
  -- Where they live in their own words, and the place that stood when they wrote it: words about an older place are not shown.
  residence TEXT,
  residence_location_id TEXT,
  push_enabled INTEGER,
  email_enabled INTEGER,
  matching_notifications INTEGER,
  session_reminders INTEGER,
  chat_messages INTEGER,
  system_announcements INTEGER,
  achievement_updates INTEGER,
  weekly_report INTEGER,
  sound_enabled INTEGER,
  vibration_enabled INTEGER,
  show_email INTEGER,
  show_phone_number INTEGER,
  show_last_seen INTEGER,
  allow_group_invites INTEGER,
  share_analytics INTEGER,
  share_third_party INTEGER,
  -- NULL follows users.locale; where it is set, users.locale follows it.
  interface_language TEXT,
  translation_enabled INTEGER,
  auto_detect_language INTEGER,
  -- NULL follows the language of the interface.
  preferred_voice TEXT,
  speech_speed REAL,
  updated_at INTEGER NOT NULL
) STRICT;

-- Matching shows when somebody was here last only where they let it (settings.show_last_seen).
ALTER TABLE seekers ADD COLUMN shows_last_seen INTEGER NOT NULL DEFAULT 1;

-- Whether the blocker could see who it was: an id alone must not buy a name in the block list.
ALTER TABLE blocks ADD COLUMN seen INTEGER NOT NULL DEFAULT 1;
