-- Rooms of several. Who is in one is decided here; the room's object follows (worker/src/chat/groups.ts).
CREATE TABLE group_rooms (
  room_id TEXT PRIMARY KEY,
  -- Who made it, or has it from them; NULL once nobody is left.
  maker_id TEXT,
  title TEXT,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX group_rooms_of_maker ON group_rooms (maker_id);

-- One row a person and room; whoever comes again begins anew. left_at is set while they are out.
CREATE TABLE group_members (
  room_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  joined_at INTEGER NOT NULL,
  left_at INTEGER,
  -- Ties what follows to the change that made it.
  nonce TEXT NOT NULL,
  PRIMARY KEY (room_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_members_here ON group_members (room_id, joined_at) WHERE left_at IS NULL;
CREATE INDEX group_members_of_person ON group_members (user_id, left_at);
