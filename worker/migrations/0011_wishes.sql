-- With how many somebody likes to talk (contract/src/reference.ts, GROUP_SIZES); the wished gender has been there since 0003.
ALTER TABLE profiles ADD COLUMN wished_group_size TEXT;

-- Steps of the welcome that were saved once, be it with nothing chosen: nothing is an answer too, and is not asked for again.
CREATE TABLE welcome_steps (
  user_id TEXT NOT NULL,
  step TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, step)
) STRICT, WITHOUT ROWID;
