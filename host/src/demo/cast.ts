import type { CallOf } from '@studymate/contract/endpoint'
import type { saveLearningStyles, saveMotivations, saveSchedule } from '@studymate/contract/onboarding'
import type { TopicCode } from '@studymate/contract/reference'
import type { CefrLevel, LanguageCode } from '@studymate/contract/values'

type Slots = CallOf<typeof saveSchedule>['slots']

const EVENINGS: Slots = (['MONDAY', 'WEDNESDAY', 'THURSDAY'] as const).map((dayOfWeek) => ({ dayOfWeek, startTime: '20:00', endTime: '23:00' }))
const MORNINGS: Slots = (['TUESDAY', 'THURSDAY', 'SATURDAY'] as const).map((dayOfWeek) => ({ dayOfWeek, startTime: '07:00', endTime: '10:00' }))
const WEEKEND: Slots = (['SATURDAY', 'SUNDAY'] as const).map((dayOfWeek) => ({ dayOfWeek, startTime: '10:00', endTime: '14:00' }))

/** Somebody who was made up. */
export interface Made {
  readonly displayName: string
  readonly birthYear: number
  readonly locale: 'ko' | 'en'
  readonly timeZone: string
  readonly locationId: string
  readonly speaks: LanguageCode
  readonly learns: LanguageCode
  readonly level: CefrLevel
  readonly topics: readonly TopicCode[]
  readonly motivations: CallOf<typeof saveMotivations>['motivations']
  readonly learningStyles: CallOf<typeof saveLearningStyles>['learningStyles']
  readonly slots: Slots
  readonly bio: string
}

/** Names of those who are made up, and the first part of their addresses. */
export type Name = 'jiwoo' | 'emma' | 'daniel' | 'priya' | 'aoife' | 'mateo' | 'seoyeon' | 'doyun' | 'haneul' | 'yuna' | 'misaki' | 'lucia'

const korean = { locale: 'ko', timeZone: 'Asia/Seoul', speaks: 'ko', learns: 'en' } as const
const english = { locale: 'en', speaks: 'en', learns: 'ko' } as const

/** Everybody, in the order in which they come. The same people at each start: nothing here is left to chance. */
export const CAST: Readonly<Record<Name, Made>> = {
  jiwoo: {
    ...korean,
    displayName: '한지우',
    birthYear: 1997,
    locationId: 'KR-11',
    level: 'B1',
    topics: ['FOOD', 'TRAVEL', 'MUSIC'],
    motivations: ['FRIENDS', 'TRAVEL'],
    learningStyles: ['CONVERSATION', 'CORRECTION'],
    slots: [...EVENINGS, ...WEEKEND],
    bio: '요리하면서 팟캐스트를 들어요. 틀려도 괜찮으니 천천히 이야기해요.',
  },
  emma: {
    ...english,
    displayName: 'Emma Lindqvist',
    birthYear: 1994,
    timeZone: 'Australia/Sydney',
    locationId: 'AU',
    level: 'A2',
    topics: ['FOOD', 'TRAVEL', 'DRAMA'],
    motivations: ['CULTURE', 'FRIENDS'],
    learningStyles: ['CONVERSATION', 'ROLEPLAY'],
    slots: [...EVENINGS, ...WEEKEND],
    bio: 'I bake bread, and I am learning Korean one recipe at a time.',
  },
  daniel: {
    ...english,
    displayName: 'Daniel Whitfield',
    birthYear: 1990,
    timeZone: 'Europe/London',
    locationId: 'GB',
    level: 'A2',
    topics: ['MUSIC', 'BOOKS', 'HISTORY'],
    motivations: ['MEDIA', 'FUN'],
    learningStyles: ['READING', 'CORRECTION'],
    slots: [...MORNINGS, ...WEEKEND],
    bio: 'Librarian. I read one Korean poem a week, very slowly.',
  },
  priya: {
    ...english,
    displayName: 'Priya Raghunathan',
    birthYear: 1999,
    timeZone: 'Asia/Kolkata',
    locationId: 'IN',
    level: 'B1',
    topics: ['TRAVEL', 'PHOTOGRAPHY', 'TECHNOLOGY'],
    motivations: ['STUDY_ABROAD', 'EXAM'],
    learningStyles: ['TOPIC', 'TEXTBOOK'],
    slots: EVENINGS,
    bio: 'Preparing for a semester in Daejeon. Ask me about trains.',
  },
  aoife: {
    ...english,
    displayName: 'Aoife Brennan',
    birthYear: 1985,
    timeZone: 'Europe/Dublin',
    locationId: 'IE',
    level: 'A1',
    topics: ['NATURE', 'FAMILY', 'FOOD'],
    motivations: ['FAMILY'],
    learningStyles: ['CONVERSATION', 'GAMES'],
    slots: MORNINGS,
    bio: 'My sister-in-law is from Jeonju. I would like to laugh at the right moments.',
  },
  mateo: {
    ...english,
    displayName: 'Mateo Álvarez',
    birthYear: 2001,
    timeZone: 'America/Los_Angeles',
    locationId: 'US',
    level: 'B2',
    topics: ['MOVIES', 'GAMES', 'SPORTS'],
    motivations: ['WORK', 'MEDIA'],
    learningStyles: ['CONVERSATION', 'TOPIC'],
    slots: WEEKEND,
    bio: 'Subtitles editor. I collect words that have no translation.',
  },
  seoyeon: {
    ...korean,
    displayName: '김서연',
    birthYear: 1995,
    locationId: 'KR-26',
    level: 'B2',
    topics: ['FOOD', 'DRAMA', 'ART'],
    motivations: ['WORK', 'FRIENDS'],
    learningStyles: ['CONVERSATION', 'TOPIC'],
    slots: [...EVENINGS, ...WEEKEND],
    bio: '부산에서 도자기를 만들어요. 흙 이야기라면 밤새 할 수 있어요.',
  },
  doyun: {
    ...korean,
    displayName: '박도윤',
    birthYear: 1988,
    locationId: 'KR-30',
    level: 'A2',
    topics: ['SCIENCE', 'TRAVEL', 'SPORTS'],
    motivations: ['WORK'],
    learningStyles: ['ROLEPLAY', 'TEXTBOOK'],
    slots: MORNINGS,
    bio: '회의에서 한마디라도 더 하고 싶어요. 새벽에 일어나는 사람이에요.',
  },
  haneul: {
    ...korean,
    displayName: '이하늘',
    birthYear: 2003,
    locationId: 'KR-49',
    level: 'A2',
    topics: ['NATURE', 'PETS', 'MUSIC'],
    motivations: ['FUN', 'FRIENDS'],
    learningStyles: ['GAMES', 'CONVERSATION'],
    slots: [...EVENINGS, ...WEEKEND],
    bio: '제주에서 강아지 두 마리와 살아요.',
  },
  yuna: {
    ...korean,
    displayName: '정유나',
    birthYear: 1992,
    locationId: 'KR-41',
    level: 'C1',
    topics: ['BOOKS', 'HISTORY', 'CULTURE'],
    motivations: ['MEDIA', 'CULTURE'],
    learningStyles: ['READING', 'WRITING'],
    slots: WEEKEND,
    bio: '번역을 공부해요. 같은 책을 두 언어로 읽는 모임을 하고 싶어요.',
  },
  misaki: {
    displayName: '佐藤 美咲',
    birthYear: 1996,
    locale: 'ko',
    timeZone: 'Asia/Tokyo',
    locationId: 'JP',
    speaks: 'ja',
    learns: 'ko',
    level: 'B1',
    topics: ['DRAMA', 'FASHION', 'TRAVEL'],
    motivations: ['CULTURE', 'TRAVEL'],
    learningStyles: ['CONVERSATION', 'CORRECTION'],
    slots: EVENINGS,
    bio: '韓国のドラマを字幕なしで見たいです。',
  },
  lucia: {
    displayName: 'Lucía Fernández',
    birthYear: 1993,
    locale: 'en',
    timeZone: 'Europe/Madrid',
    locationId: 'ES',
    speaks: 'es',
    learns: 'en',
    level: 'B2',
    topics: ['ART', 'FOOD', 'MOVIES'],
    motivations: ['WORK', 'TRAVEL'],
    learningStyles: ['TOPIC', 'WRITING'],
    slots: MORNINGS,
    bio: 'Enseño dibujo. Busco a alguien que hable de colores.',
  },
}

/** Who has asked whom, with the hello. Those that were accepted became rooms, with what was said there. */
export const REQUESTS: readonly { readonly from: Name; readonly to: Name; readonly hello: string; readonly said?: readonly (readonly [Name, string])[] }[] = [
  {
    from: 'jiwoo',
    to: 'emma',
    hello: '안녕하세요, Emma! 저도 요리를 좋아해요. 같이 연습할래요?',
    said: [
      ['emma', 'Hi 지우! Nice to meet you. What did you cook this weekend?'],
      ['emma', '저는 어제 처음으로 떡볶이를 만들었어요.'],
      ['jiwoo', 'Wow! I made a soup with soybean paste. My grandmother teached me.'],
      ['jiwoo', '떡볶이 맛있었어요? 맵지 않았어요?'],
      ['emma', '네! 조금 매웠지만 정말 맛있었어요. 👩‍🍳'],
      ['emma', 'One small thing: we say “taught me”. It surprises everybody!'],
      ['jiwoo', 'Oh, “taught”. Thank you! 저도 하나 알려 드릴게요. “맵지만 맛있었어요”도 자연스러워요.'],
      ['emma', 'Shall we talk on Thursday evening? Half English, half Korean.'],
    ],
  },
  {
    from: 'daniel',
    to: 'jiwoo',
    hello: '안녕하세요! 저는 런던에 사는 다니엘이에요. 한국 시를 좋아해요.',
    said: [
      ['jiwoo', 'Hello Daniel! Which poem do you read now?'],
      ['daniel', '윤동주의 “서시”를 읽고 있어요. 짧지만 어려워요.'],
      ['jiwoo', '좋은 시예요. 소리 내어 읽으면 더 잘 들려요.'],
    ],
  },
  {
    from: 'emma',
    to: 'seoyeon',
    hello: 'Hello! I saw that you make pottery. I would love to hear about Busan.',
    said: [
      ['seoyeon', 'Hi Emma! Clay is my whole life. 부산에는 와 본 적 있어요?'],
      ['emma', '아직 없어요. 내년에 가고 싶어요!'],
    ],
  },
  { from: 'aoife', to: 'jiwoo', hello: '안녕하세요. 저는 아일랜드 사람이에요. 한국어는 아직 조금만 해요.' },
  { from: 'jiwoo', to: 'priya', hello: 'Hi Priya! I would love to hear about your travels.' },
  { from: 'doyun', to: 'emma', hello: 'Hello Emma, I am Doyun. I want to practice speaking for my meetings.' },
  { from: 'emma', to: 'haneul', hello: '안녕하세요! 강아지 이야기 듣고 싶어요.' },
]

/** Who is signed in to look around, by the language of the pages. */
export const GUESTS = { ko: 'jiwoo', en: 'emma' } as const satisfies Record<string, Name>
