-- Who gave a group its name: it is not shown to whoever has blocked them. NULL where nobody named it, or the one who did has left for good.
ALTER TABLE group_rooms ADD COLUMN titled_by TEXT;
UPDATE group_rooms SET titled_by = maker_id WHERE title IS NOT NULL;
CREATE INDEX group_rooms_titled_by ON group_rooms (titled_by);
