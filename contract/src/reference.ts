import * as z from 'zod'
import type { Tongue } from './errors.ts'
import { CEFR_LEVELS } from './values.ts'
import type { CefrLevel } from './values.ts'

/** A thing that a person can choose, with its name in the languages of the service. */
export interface Named<C extends string = string> {
  readonly code: C
  readonly ko: string
  readonly en: string
}

function named<const C extends string>(rows: readonly Named<C>[]): readonly Named<C>[] {
  return rows
}

/** What people like to talk about. */
export const TOPICS = named([
  { code: 'DAILY_LIFE', ko: '일상', en: 'Daily life' },
  { code: 'FOOD', ko: '음식과 요리', en: 'Food and cooking' },
  { code: 'TRAVEL', ko: '여행', en: 'Travel' },
  { code: 'MOVIES', ko: '영화', en: 'Films' },
  { code: 'DRAMA', ko: '드라마와 예능', en: 'Series and shows' },
  { code: 'MUSIC', ko: '음악', en: 'Music' },
  { code: 'BOOKS', ko: '책과 글쓰기', en: 'Books and writing' },
  { code: 'ART', ko: '미술과 전시', en: 'Art and exhibitions' },
  { code: 'PHOTOGRAPHY', ko: '사진', en: 'Photography' },
  { code: 'GAMES', ko: '게임', en: 'Games' },
  { code: 'SPORTS', ko: '운동 경기', en: 'Sports' },
  { code: 'FITNESS', ko: '운동과 건강', en: 'Fitness and health' },
  { code: 'NATURE', ko: '자연과 산책', en: 'Nature and walks' },
  { code: 'PETS', ko: '반려동물', en: 'Pets' },
  { code: 'FAMILY', ko: '가족과 육아', en: 'Family and children' },
  { code: 'FASHION', ko: '옷과 꾸미기', en: 'Fashion' },
  { code: 'HISTORY', ko: '역사', en: 'History' },
  { code: 'SCIENCE', ko: '과학', en: 'Science' },
  { code: 'TECHNOLOGY', ko: '기술', en: 'Technology' },
  { code: 'WORK', ko: '일과 직장', en: 'Work' },
  { code: 'STUDY', ko: '공부와 학교', en: 'Study and school' },
  { code: 'CULTURE', ko: '문화 차이', en: 'Cultural differences' },
  { code: 'NEWS', ko: '뉴스와 사회', en: 'News and society' },
  { code: 'ENVIRONMENT', ko: '환경', en: 'Environment' },
])

/** Why people learn. */
export const MOTIVATIONS = named([
  { code: 'TRAVEL', ko: '여행에서 쓰려고', en: 'To use it when I travel' },
  { code: 'WORK', ko: '일에 쓰려고', en: 'For work' },
  { code: 'STUDY_ABROAD', ko: '유학하려고', en: 'To study abroad' },
  { code: 'EXAM', ko: '시험을 보려고', en: 'For an exam' },
  { code: 'FRIENDS', ko: '친구를 사귀려고', en: 'To make friends' },
  { code: 'FAMILY', ko: '가족과 이야기하려고', en: 'To talk with family' },
  { code: 'CULTURE', ko: '그 나라 문화가 좋아서', en: 'I love the culture' },
  { code: 'MEDIA', ko: '책과 영상을 그대로 즐기려고', en: 'To enjoy books and films as they are' },
  { code: 'LIVING', ko: '그곳에 살아서', en: 'I live there' },
  { code: 'FUN', ko: '배우는 게 재미있어서', en: 'I enjoy learning' },
])

/** How people like to learn. */
export const LEARNING_STYLES = named([
  { code: 'CONVERSATION', ko: '편하게 이야기하면서', en: 'By talking freely' },
  { code: 'CORRECTION', ko: '틀린 곳을 그때그때 고치면서', en: 'With corrections on the spot' },
  { code: 'TOPIC', ko: '주제를 정해 놓고', en: 'With a topic set beforehand' },
  { code: 'ROLEPLAY', ko: '상황을 정해 연습하면서', en: 'By playing situations' },
  { code: 'READING', ko: '같은 글을 읽고', en: 'By reading the same text' },
  { code: 'TEXTBOOK', ko: '교재를 따라서', en: 'With a textbook' },
  { code: 'WRITING', ko: '글을 쓰고 고치면서', en: 'By writing and revising' },
  { code: 'GAMES', ko: '놀이와 퀴즈로', en: 'With games and quizzes' },
])

/** How people like to meet. */
export const COMMUNICATION_METHODS = named([
  { code: 'TEXT', ko: '글', en: 'Text' },
  { code: 'VOICE_NOTE', ko: '음성 메시지', en: 'Voice messages' },
  { code: 'AUDIO_CALL', ko: '음성 통화', en: 'Audio calls' },
  { code: 'VIDEO_CALL', ko: '영상 통화', en: 'Video calls' },
])

/** Genders that a person can say. */
export const GENDERS = named([
  { code: 'FEMALE', ko: '여성', en: 'Woman' },
  { code: 'MALE', ko: '남성', en: 'Man' },
  { code: 'NON_BINARY', ko: '논바이너리', en: 'Non-binary' },
  { code: 'UNDISCLOSED', ko: '말하지 않을래요', en: 'Rather not say' },
])

/** What a partner is like, as a person would wish it. */
export const PERSONALITIES = named([
  { code: 'PATIENT', ko: '느긋하게 기다려 주는', en: 'Patient' },
  { code: 'CHEERFUL', ko: '밝고 잘 웃는', en: 'Cheerful' },
  { code: 'CALM', ko: '차분한', en: 'Calm' },
  { code: 'TALKATIVE', ko: '이야기를 많이 하는', en: 'Talkative' },
  { code: 'LISTENER', ko: '잘 들어 주는', en: 'A good listener' },
  { code: 'CURIOUS', ko: '궁금한 게 많은', en: 'Curious' },
  { code: 'CAREFUL', ko: '꼼꼼히 고쳐 주는', en: 'Careful with corrections' },
  { code: 'EASYGOING', ko: '격식 없이 편한', en: 'Easygoing' },
  { code: 'DILIGENT', ko: '약속을 꾸준히 지키는', en: 'Keeps a routine' },
])

/** Genders that a person can wish a partner to have; `ANY` is no wish. */
export const WISHED_GENDERS = named([
  { code: 'ANY', ko: '상관없어요', en: 'Anyone' },
  { code: 'FEMALE', ko: '여성', en: 'Women' },
  { code: 'MALE', ko: '남성', en: 'Men' },
  { code: 'NON_BINARY', ko: '논바이너리', en: 'Non-binary people' },
])

/** With how many people somebody likes to talk, themselves included; `ANY` is no wish. A group session holds two to eight. */
export const GROUP_SIZES = named([
  { code: 'ANY', ko: '상관없어요', en: 'Any number' },
  { code: 'PAIR', ko: '둘이서', en: 'Two of us' },
  { code: 'SMALL', ko: '서너 명', en: 'Three or four' },
  { code: 'LARGE', ko: '다섯에서 여덟 명', en: 'Five to eight' },
])

/** Days of the week, Monday first. */
export const WEEKDAYS = named([
  { code: 'MONDAY', ko: '월요일', en: 'Monday' },
  { code: 'TUESDAY', ko: '화요일', en: 'Tuesday' },
  { code: 'WEDNESDAY', ko: '수요일', en: 'Wednesday' },
  { code: 'THURSDAY', ko: '목요일', en: 'Thursday' },
  { code: 'FRIDAY', ko: '금요일', en: 'Friday' },
  { code: 'SATURDAY', ko: '토요일', en: 'Saturday' },
  { code: 'SUNDAY', ko: '일요일', en: 'Sunday' },
])

/** What a person can do at each level, in our own sentences after the scales of the Council of Europe (2020). */
export const CAN_DO: Readonly<Record<CefrLevel, { readonly ko: string; readonly en: string }>> = {
  A1: { ko: '인사하고 내 이름과 사는 곳을 말해요.', en: 'I can greet people and say my name and where I live.' },
  A2: { ko: '주문하고, 길을 묻고, 어제 한 일을 짧게 말해요.', en: 'I can order, ask the way and say briefly what I did yesterday.' },
  B1: { ko: '익숙한 이야기라면 이유를 들어 말해요.', en: 'On familiar topics I can say what I think and why.' },
  B2: { ko: '처음 듣는 주제도 막힘없이 주고받아요.', en: 'I can talk about new topics without getting stuck.' },
  C1: { ko: '농담과 돌려 말하기까지 골라서 써요.', en: 'I can choose my words, down to jokes and hints.' },
  C2: { ko: '누구와 어떤 이야기든 모국어처럼 해요.', en: 'I can talk with anyone about anything, as in my own language.' },
}

/** Levels with their sentence. */
export const LEVELS = CEFR_LEVELS.map((code) => ({ code, ...CAN_DO[code] }))

function codesOf<C extends string>(rows: readonly Named<C>[]): [C, ...C[]] {
  const [first, ...rest] = rows.map((row) => row.code)
  if (first === undefined) throw new Error('an empty reference list')
  return [first, ...rest]
}

export const TopicCode = z.enum(codesOf(TOPICS)).meta({ id: 'TopicCode' })
export type TopicCode = z.infer<typeof TopicCode>
export const MotivationCode = z.enum(codesOf(MOTIVATIONS)).meta({ id: 'MotivationCode' })
export const LearningStyleCode = z.enum(codesOf(LEARNING_STYLES)).meta({ id: 'LearningStyleCode' })
export const CommunicationMethodCode = z.enum(codesOf(COMMUNICATION_METHODS)).meta({ id: 'CommunicationMethodCode' })
export const GenderCode = z.enum(codesOf(GENDERS)).meta({ id: 'GenderCode' })
export const PersonalityCode = z.enum(codesOf(PERSONALITIES)).meta({ id: 'PersonalityCode' })
export const WishedGenderCode = z.enum(codesOf(WISHED_GENDERS)).meta({ id: 'WishedGenderCode' })
export const GroupSizeCode = z.enum(codesOf(GROUP_SIZES)).meta({ id: 'GroupSizeCode' })
export const DayOfWeekCode = z.enum(codesOf(WEEKDAYS)).meta({ id: 'DayOfWeekCode' })

/** A reference list in one language. */
export function inTongue<C extends string>(rows: readonly Named<C>[], tongue: Tongue): { code: C; name: string }[] {
  return rows.map((row) => ({ code: row.code, name: row[tongue] }))
}

/** The name of one code in one language; the code itself where the list has it no more. */
export function nameIn(rows: readonly Named[], code: string, tongue: Tongue): string {
  return rows.find((row) => row.code === code)?.[tongue] ?? code
}

/**
 * Korean regions (ISO 3166-2:KR) in the order of the standard's codes; the rest of the world is named by country, whose names
 * come from `Intl.DisplayNames`. Nothing finer: where somebody lives is told to strangers.
 */
export const KOREAN_REGIONS = named([
  { code: 'KR-11', ko: '서울', en: 'Seoul' },
  { code: 'KR-26', ko: '부산', en: 'Busan' },
  { code: 'KR-27', ko: '대구', en: 'Daegu' },
  { code: 'KR-28', ko: '인천', en: 'Incheon' },
  { code: 'KR-29', ko: '광주', en: 'Gwangju' },
  { code: 'KR-30', ko: '대전', en: 'Daejeon' },
  { code: 'KR-31', ko: '울산', en: 'Ulsan' },
  { code: 'KR-50', ko: '세종', en: 'Sejong' },
  { code: 'KR-41', ko: '경기', en: 'Gyeonggi' },
  { code: 'KR-42', ko: '강원', en: 'Gangwon' },
  { code: 'KR-43', ko: '충북', en: 'North Chungcheong' },
  { code: 'KR-44', ko: '충남', en: 'South Chungcheong' },
  { code: 'KR-45', ko: '전북', en: 'North Jeolla' },
  { code: 'KR-46', ko: '전남', en: 'South Jeolla' },
  { code: 'KR-47', ko: '경북', en: 'North Gyeongsang' },
  { code: 'KR-48', ko: '경남', en: 'South Gyeongsang' },
  { code: 'KR-49', ko: '제주', en: 'Jeju' },
])

/** Countries and territories by ISO 3166-1 alpha-2. */
export const COUNTRIES =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'.split(
    ' ',
  )
