/** One line of the privacy page: kinds of data of the registry that a person would call the same thing. */
export interface KeptLine {
  readonly key: KeptKey
  /** Names in the registry. */
  readonly covers: readonly string[]
  /** Days after which it goes by itself; null where it lives as long as the account. A test holds them against the registry. */
  readonly days: number | null
}

export type KeptKey =
  | 'account'
  | 'proof'
  | 'short'
  | 'devices'
  | 'history'
  | 'address'
  | 'profile'
  | 'matching'
  | 'requests'
  | 'messages'
  | 'bell'
  | 'calls'
  | 'tests'
  | 'unfinished'
  | 'audio'
  | 'activity'
  | 'safety'
  | 'reports'

/** What is kept of people, in the order of the page. */
export const KEPT: readonly KeptLine[] = [
  { key: 'account', covers: ['users', 'settings', 'identities'], days: null },
  { key: 'proof', covers: ['passwords', 'password_history', 'two_factor', 'backup_codes'], days: null },
  { key: 'profile', covers: ['profiles', 'profile_images', 'profile-image/', 'learning_languages', 'choices', 'free_slots', 'welcome_steps'], days: null },
  { key: 'matching', covers: ['seekers', 'seeker_pairs', 'matches', 'match-rank:'], days: null },
  { key: 'requests', covers: ['match_requests'], days: 90 },
  {
    key: 'messages',
    covers: [
      'RoomObject.members',
      'RoomObject.messages',
      'RoomObject.edits',
      'RoomObject.reactions',
      'RoomObject.changes',
      'RoomObject.message_words',
      'PersonObject.inbox',
      'PersonObject.inbox_wishes',
      'group_rooms',
      'group_members',
      'RoomObject.seats',
      'RoomObject.told_title',
      'RoomObject.hidden',
      'uploads',
      'upload/',
    ],
    days: null,
  },
  { key: 'bell', covers: ['PersonObject.notifications'], days: 90 },
  { key: 'calls', covers: ['sessions', 'session_seats', 'CallObject.call_seats', 'CallObject.call_ring', 'PersonObject.rings'], days: null },
  { key: 'tests', covers: ['level_test_results'], days: null },
  { key: 'unfinished', covers: ['level_tests', 'TestObject.test', 'TestObject.answers', 'test:'], days: 14 },
  { key: 'audio', covers: ['level-test/'], days: 30 },
  { key: 'activity', covers: ['facts', 'ai_usage', 'PersonObject.presence', 'PersonObject.self', 'PersonObject.agenda'], days: null },
  { key: 'devices', covers: ['logins'], days: 90 },
  { key: 'history', covers: ['login_history'], days: 30 },
  { key: 'address', covers: ['email_changes'], days: 30 },
  { key: 'short', covers: ['refresh_tokens', 'mail_tokens', 'login_challenges', 'PersonObject.tickets', 'way_states', 'way_codes', 'idempotency'], days: 7 },
  { key: 'safety', covers: ['blocks'], days: null },
  { key: 'reports', covers: ['reports'], days: 30 },
]
