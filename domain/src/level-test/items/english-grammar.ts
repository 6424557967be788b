import type { CefrLevel } from '@studymate/contract/values'

/** A sentence with one gap `___`, its right filling and three that are wrong in every reading. */
export interface GapItem {
  readonly itemId: string
  readonly sentence: string
  readonly right: string
  readonly wrong: readonly [string, string, string]
  readonly level: CefrLevel
}

type Row = readonly [sentence: string, right: string, wrong1: string, wrong2: string, wrong3: string]

// Six a level: the structures that courses usually place there. Levels are our judgement and not calibrated.
const ROWS: readonly (readonly [CefrLevel, readonly Row[]])[] = [
  [
    'A1',
    [
      ['My sister ___ in a small bakery.', 'works', 'work', 'working', 'to work'],
      ['There ___ three cats under the table.', 'are', 'is', 'be', 'has'],
      ['___ you like green tea?', 'Do', 'Are', 'Does', 'Is'],
      ['This is my friend. ___ name is Minho.', 'His', 'He', 'Him', 'He is'],
      ['We ___ got a big garden.', "haven't", "don't", "aren't", "doesn't"],
      ['The shop opens ___ nine o’clock.', 'at', 'in', 'on', 'to'],
    ],
  ],
  [
    'A2',
    [
      ['I ___ my keys on the bus yesterday.', 'left', 'leave', 'have left', 'was leave'],
      ['This bag is ___ than the blue one.', 'heavier', 'more heavy', 'heavy', 'heaviest'],
      ['She was cooking when the phone ___.', 'rang', 'rings', 'was ring', 'has rung'],
      ['You ___ bring food. Lunch is included.', "don't have to", "mustn't to", 'have not', "don't must"],
      ['We are going ___ our grandparents next weekend.', 'to visit', 'visit', 'visiting', 'to visiting'],
      ['How ___ sugar do you need?', 'much', 'many', 'few', 'lot'],
    ],
  ],
  [
    'B1',
    [
      ['I have lived in Busan ___ 2019.', 'since', 'for', 'from', 'during'],
      ['If it rains tomorrow, we ___ at home.', 'will stay', 'stayed', 'would stayed', 'are stay'],
      ['These photos ___ by a friend of mine last spring.', 'were taken', 'took', 'have been took', 'are taking'],
      ['He asked me where ___.', 'I lived', 'did I live', 'do I live', 'lived I'],
      ['I’m not used to ___ so early.', 'getting up', 'get up', 'got up', 'be getting up'],
      ['That’s the teacher ___ helped me with my essay.', 'who', 'which', 'whose', 'what'],
    ],
  ],
  [
    'B2',
    [
      ['If I ___ about the delay, I would have taken the train.', 'had known', 'knew', 'would know', 'have known'],
      ['By the time we arrived, the film ___.', 'had already started', 'has already started', 'already starts', 'was already start'],
      ['She suggested ___ the meeting until Friday.', 'postponing', 'to postpone', 'postpone to', 'us to postpone'],
      ['You ___ told me earlier; now it’s too late.', 'should have', 'should', 'must', 'ought have'],
      ['I’d rather you ___ anyone about this yet.', "didn't tell", "won't tell", 'not telling', 'to not tell'],
      ['___ the heavy traffic, they got there on time.', 'Despite', 'Although', 'Even', 'However'],
    ],
  ],
  [
    'C1',
    [
      ['Not until the lights went out ___ how late it was.', 'did we realise', 'we realised', 'we did realise', 'had realised we'],
      ['Had the funding been approved, the bridge ___ by now.', 'would have been finished', 'had been finished', 'will be finished', 'has been finished'],
      ['It is essential that every visitor ___ at the front desk.', 'sign in', 'is signing in', 'signing in', 'to sign in'],
      ['So complex ___ that nobody could follow it.', 'was the plan', 'the plan was', 'the plan', 'has the plan'],
      ['He is said ___ the company in his twenties.', 'to have founded', 'that he founded', 'having founded', 'to found'],
      ['___ having no experience, she took over the project with confidence.', 'In spite of', 'Although of', 'Notwithstanding that', 'Nevertheless'],
    ],
  ],
]

/** The grammar items of English: 30 gaps, six a level from A1 to C1. */
export const ENGLISH_GAPS: readonly GapItem[] = ROWS.flatMap(([level, rows]) =>
  rows.map(([sentence, right, ...wrong], index) => ({ itemId: `en-g-${level.toLowerCase()}-${index + 1}`, sentence, right, wrong, level })),
)
