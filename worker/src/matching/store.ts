/** Statements of what matching knows of a person; `?1` is the person, `?2` the moment. */
export const SQL = {
  forgetSeeker: `DELETE FROM seekers WHERE user_id = ?1 AND NOT EXISTS (
    SELECT 1 FROM users u JOIN profiles p ON p.user_id = u.id
    WHERE u.id = ?1 AND u.birth_year IS NOT NULL AND p.native_language IS NOT NULL AND p.allow_matching = 1 AND p.visibility <> 'private'
      AND EXISTS (SELECT 1 FROM learning_languages l WHERE l.user_id = ?1 AND l.level IS NOT NULL))`,
  deriveSeeker: `INSERT INTO seekers (user_id, birth_year, native_language, gender, wished_gender, free_week, learning, interests, motivations, learning_styles,
      communication_methods, visibility, asked, answered, shown_at, updated_at)
    SELECT u.id, u.birth_year, p.native_language, p.gender, p.wished_gender, p.free_week,
      (SELECT json_group_array(json_object('code', code, 'level', level) ORDER BY position) FROM learning_languages WHERE user_id = ?1),
      (SELECT json_group_array(code ORDER BY position) FROM choices WHERE user_id = ?1 AND kind = 'topic'),
      (SELECT json_group_array(code ORDER BY position) FROM choices WHERE user_id = ?1 AND kind = 'motivation'),
      (SELECT json_group_array(code ORDER BY position) FROM choices WHERE user_id = ?1 AND kind = 'learning-style'),
      (SELECT json_group_array(code ORDER BY position) FROM choices WHERE user_id = ?1 AND kind = 'communication-method'),
      p.visibility,
      (SELECT count(*) FROM match_requests WHERE receiver_id = ?1 AND (answered_at IS NOT NULL OR status = 'lapsed')),
      (SELECT count(*) FROM match_requests WHERE receiver_id = ?1 AND answered_at IS NOT NULL),
      ?2, ?2
    FROM users u JOIN profiles p ON p.user_id = u.id
    WHERE u.id = ?1 AND u.birth_year IS NOT NULL AND p.native_language IS NOT NULL AND p.allow_matching = 1 AND p.visibility <> 'private'
      AND EXISTS (SELECT 1 FROM learning_languages l WHERE l.user_id = ?1 AND l.level IS NOT NULL)
    ON CONFLICT (user_id) DO UPDATE SET birth_year = excluded.birth_year, native_language = excluded.native_language, gender = excluded.gender,
      wished_gender = excluded.wished_gender, free_week = excluded.free_week, learning = excluded.learning, interests = excluded.interests,
      motivations = excluded.motivations, learning_styles = excluded.learning_styles, communication_methods = excluded.communication_methods,
      visibility = excluded.visibility, asked = excluded.asked, answered = excluded.answered, shown_at = excluded.shown_at, updated_at = excluded.updated_at`,
  forgetPairs: `DELETE FROM seeker_pairs WHERE user_id = ?1`,
  deriveNativePairs: `INSERT INTO seeker_pairs (speaks, learns, user_id, birth_year, shown_at)
    SELECT s.native_language, l.code, s.user_id, s.birth_year, s.shown_at FROM seekers s JOIN learning_languages l ON l.user_id = s.user_id
    WHERE s.user_id = ?1 AND l.code <> s.native_language`,
  deriveLearntPairs: `INSERT INTO seeker_pairs (speaks, learns, user_id, birth_year, shown_at)
    SELECT spoken.code, l.code, s.user_id, s.birth_year, s.shown_at
    FROM seekers s JOIN learning_languages spoken ON spoken.user_id = s.user_id JOIN learning_languages l ON l.user_id = s.user_id
    WHERE s.user_id = ?1 AND spoken.level IN ('B2', 'C1', 'C2') AND spoken.code <> l.code AND spoken.code <> s.native_language AND l.code <> s.native_language
    ON CONFLICT DO NOTHING`,
} as const

/**
 * Statements that derive what matching knows of a person from their account, profile, languages and choices. They belong behind the change, in
 * its batch, and are harmless again. Whoever may not be shown (see the table's comment) has no row afterwards. Counts as being here now.
 */
export function seekerStatements(db: D1Database, userId: string, now: number): D1PreparedStatement[] {
  return [
    db.prepare(SQL.forgetSeeker).bind(userId),
    db.prepare(SQL.deriveSeeker).bind(userId, now),
    db.prepare(SQL.forgetPairs).bind(userId),
    db.prepare(SQL.deriveNativePairs).bind(userId),
    db.prepare(SQL.deriveLearntPairs).bind(userId),
  ]
}
