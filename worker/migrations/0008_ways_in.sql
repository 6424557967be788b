-- Whom a provider means by a subject. People are found by this alone, never by an address (decision 11).
CREATE TABLE identities (
  provider TEXT NOT NULL,
  -- Whose numbering the subject belongs to: the OpenID issuer, or our application at Naver and Kakao, which number people anew for each.
  realm TEXT NOT NULL,
  subject TEXT NOT NULL,
  user_id TEXT NOT NULL,
  -- What the provider called the address: for the person to recognise the account by.
  email TEXT,
  created_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL,
  PRIMARY KEY (provider, realm, subject)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX identities_of_person ON identities (user_id, provider);

-- A round trip to a provider. What proves it (state, PKCE verifier, nonce) is made from the browser's own secret and is not here.
CREATE TABLE way_states (
  hash TEXT PRIMARY KEY,
  provider TEXT NOT NULL,
  browser_hash TEXT NOT NULL,
  return_to TEXT NOT NULL,
  locale TEXT NOT NULL,
  time_zone TEXT,
  birth_year INTEGER,
  -- Set where a signed-in person links the provider.
  user_id TEXT,
  login_id TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
CREATE INDEX way_states_of_person ON way_states (user_id);
CREATE INDEX way_states_by_end ON way_states (expires_at);

-- What a way back hands the page, to be exchanged for tokens.
CREATE TABLE way_codes (
  hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  provider TEXT NOT NULL,
  browser_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
CREATE INDEX way_codes_of_person ON way_codes (user_id);
CREATE INDEX way_codes_by_end ON way_codes (expires_at);
