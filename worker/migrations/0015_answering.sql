-- How somebody answers, how many wait for their answer, and since when they are here: the order of a list depends on all three (docs/matching.md).
-- answer_minutes is the median of the newest 20 answers of the last 90 days; NULL while there is none.
ALTER TABLE seekers ADD COLUMN answer_minutes INTEGER;
ALTER TABLE seekers ADD COLUMN open_requests INTEGER NOT NULL DEFAULT 0;
ALTER TABLE seekers ADD COLUMN joined_at INTEGER NOT NULL DEFAULT 0;
UPDATE seekers SET
  joined_at = coalesce((SELECT coalesce(onboarded_at, created_at) FROM users WHERE id = user_id), 0),
  open_requests = (SELECT count(*) FROM match_requests WHERE receiver_id = user_id AND status = 'open');

-- When anything that an order depends on last changed: the crowd of a pair reads what is newer than what it knows.
ALTER TABLE seeker_pairs ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX seeker_pairs_by_change ON seeker_pairs (speaks, learns, changed_at);

-- What the sender speaks and what they learn, so that one can say how long hellos of that direction took.
ALTER TABLE match_requests ADD COLUMN sender_speaks TEXT;
ALTER TABLE match_requests ADD COLUMN sender_learns TEXT;
CREATE INDEX match_requests_accepted ON match_requests (sender_speaks, sender_learns, answered_at) WHERE status = 'accepted';
CREATE INDEX match_requests_answered ON match_requests (receiver_id, answered_at) WHERE answered_at IS NOT NULL;

-- A partnership ends quietly; who ended it is nobody's business but theirs.
ALTER TABLE matches ADD COLUMN ended_by TEXT;
