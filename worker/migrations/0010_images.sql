-- Versions of people's pictures. A row stands before the bytes lie in the bucket and until they are gone from it, so that a crash leaves no bytes behind:
-- `coming` while they are written, `shown` as users.profile_image says, `gone` once replaced or removed.
CREATE TABLE profile_images (
  image_id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('coming', 'shown', 'gone')),
  content_type TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX profile_images_of_person ON profile_images (user_id, status);
CREATE INDEX profile_images_to_clear ON profile_images (created_at) WHERE status <> 'shown';
