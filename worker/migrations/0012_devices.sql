-- Which login a challenge opened: ties the code, the challenge and the login together, so that of thirty at once one happens whole.
ALTER TABLE login_challenges ADD COLUMN login_id TEXT;

-- What a link is about beside its person: a change of address.
ALTER TABLE mail_tokens ADD COLUMN subject TEXT;

-- A change of address waits until the link in the mail to the new one is confirmed. Kept for 30 days: for seven the old address can object.
CREATE TABLE email_changes (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  email TEXT NOT NULL,
  -- Null where the account had none.
  old_email TEXT,
  asked_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  confirmed_at INTEGER,
  ended_at INTEGER
) STRICT;
CREATE INDEX email_changes_of_person ON email_changes (user_id, asked_at);
CREATE INDEX email_changes_by_time ON email_changes (asked_at);
