import type { CefrLevel, LanguageCode } from '@studymate/contract/values'
import type { Bilingual } from '#level-test/question'

/** A thing to talk about, in the language that is tested; the instruction helps who cannot read the prompt yet. */
export interface SpeakingItem {
  readonly itemId: string
  readonly prompt: string
  readonly instruction: Bilingual
  readonly level: CefrLevel
  readonly maxSeconds: number
}

/** The five steps of a test, from easy to hard; each form takes one prompt of each. */
export const SPEAKING_STEPS = ['self', 'day', 'memory', 'opinion', 'problem'] as const
/** One of {@link SPEAKING_STEPS}. */
export type SpeakingStep = (typeof SPEAKING_STEPS)[number]

interface Step {
  readonly level: CefrLevel
  readonly maxSeconds: number
  /** One for each prompt of a language, in the same order. */
  readonly instructions: readonly Bilingual[]
}

const STEPS: Readonly<Record<SpeakingStep, Step>> = {
  self: {
    level: 'A1',
    maxSeconds: 30,
    instructions: [
      { ko: '자기소개를 해 주세요. 이름, 사는 곳, 좋아하는 것을 말하면 돼요.', en: 'Introduce yourself: your name, where you live, what you like.' },
      { ko: '가족이나 친한 친구를 소개해 주세요.', en: 'Tell us about your family or a good friend.' },
    ],
  },
  day: {
    level: 'A2',
    maxSeconds: 45,
    instructions: [
      { ko: '평일 하루를 아침부터 저녁까지 이야기해 주세요.', en: 'Describe an ordinary weekday from morning to evening.' },
      { ko: '사는 동네를 소개하고, 무엇이 좋은지 말해 주세요.', en: 'Describe the place where you live and what you like about it.' },
    ],
  },
  memory: {
    level: 'B1',
    maxSeconds: 60,
    instructions: [
      {
        ko: '기억에 남는 여행이나 하루를 이야기해 주세요. 무슨 일이 있었고 기분이 어땠나요?',
        en: 'Talk about a trip or a day that you remember well. What happened, and how did you feel?',
      },
      {
        ko: '무언가를 처음 배웠던 때를 이야기해 주세요. 어떻게 배웠고 무엇이 어려웠나요?',
        en: 'Talk about a time when you learned something new. How did you learn it, and what was hard?',
      },
    ],
  },
  opinion: {
    level: 'B2',
    maxSeconds: 60,
    instructions: [
      {
        ko: '집에서 일하거나 공부하는 것에 대한 생각을 말하고, 이유와 예를 들어 주세요.',
        en: 'Say what you think about working or studying from home. Give reasons and examples.',
      },
      {
        ko: '아이들이 스마트폰을 언제부터 가져도 되는지 의견과 이유를 말해 주세요.',
        en: 'From what age should children have a smartphone? Give your opinion and your reasons.',
      },
    ],
  },
  problem: {
    level: 'C1',
    maxSeconds: 60,
    instructions: [
      {
        ko: '많은 도시가 관광객으로 붐벼요. 주민과 가게의 입장을 견주고, 해결 방법을 제안해 주세요.',
        en: 'Many cities are crowded with tourists. Weigh the interests of residents and businesses, and propose a solution.',
      },
      {
        ko: '새로운 기술로 사라지는 일자리가 있어요. 사회가 어떻게 해야 하는지, 반대 의견까지 다루어 말해 주세요.',
        en: 'New technology makes some jobs disappear. Say what society should do, and answer those who disagree.',
      },
    ],
  },
}

const PROMPTS: Readonly<Partial<Record<LanguageCode, Readonly<Record<SpeakingStep, readonly string[]>>>>> = {
  en: {
    self: ['Please introduce yourself. What is your name, where do you live, and what do you like?', 'Please tell us about your family or a good friend.'],
    day: ['What do you do on an ordinary weekday, from morning to evening?', 'What is the place where you live like? What do you like about it?'],
    memory: [
      'Tell us about a trip or a day that you remember well. What happened, and how did you feel?',
      'Tell us about a time when you learned something new. How did you learn it, and what was difficult?',
    ],
    opinion: [
      'Some people work or study from home. What do you think about it, and why? Give examples.',
      'From what age should children be allowed to have a smartphone? Explain your opinion.',
    ],
    problem: [
      'Many cities are crowded with tourists. Weigh the interests of residents against those of businesses, and propose a solution.',
      'New technology makes some jobs disappear. What should society do about it, and how would you answer those who disagree?',
    ],
  },
  ko: {
    self: ['자기소개를 해 주세요. 이름이 뭐예요? 어디에 살아요? 무엇을 좋아해요?', '가족이나 친한 친구를 소개해 주세요.'],
    day: ['평일에 보통 무엇을 하세요? 아침부터 저녁까지 이야기해 주세요.', '지금 사는 동네는 어떤 곳이에요? 무엇이 마음에 들어요?'],
    memory: [
      '기억에 남는 여행이나 하루에 대해 이야기해 주세요. 무슨 일이 있었고, 기분이 어땠어요?',
      '무언가를 새로 배웠던 경험을 이야기해 주세요. 어떻게 배웠고, 무엇이 어려웠어요?',
    ],
    opinion: [
      '집에서 일하거나 공부하는 것에 대해 어떻게 생각하세요? 이유와 예를 들어 말해 주세요.',
      '아이들이 몇 살부터 스마트폰을 가져도 된다고 생각하세요? 의견과 이유를 말해 주세요.',
    ],
    problem: [
      '많은 도시가 관광객으로 붐비고 있습니다. 주민과 상인의 입장을 비교하고 해결 방안을 제안해 주세요.',
      '새로운 기술 때문에 사라지는 일자리가 있습니다. 사회가 어떻게 대응해야 하는지, 반대 의견에 대한 답까지 말해 주세요.',
    ],
  },
  ja: {
    self: ['自己紹介をしてください。お名前、住んでいるところ、好きなものを教えてください。', 'ご家族か親しい友だちを紹介してください。'],
    day: ['平日は普段何をしますか。朝から夜まで話してください。', '今住んでいる町はどんなところですか。何が気に入っていますか。'],
    memory: [
      'よく覚えている旅行や一日について話してください。何があって、どんな気持ちでしたか。',
      '何か新しいことを学んだときのことを話してください。どうやって学び、何が難しかったですか。',
    ],
    opinion: [
      '家で働いたり勉強したりすることについて、どう思いますか。理由と例を挙げて話してください。',
      '子どもは何歳からスマートフォンを持ってもいいと思いますか。意見と理由を話してください。',
    ],
    problem: [
      '多くの都市が観光客で混雑しています。住民と店の立場を比べて、解決策を提案してください。',
      '新しい技術によってなくなる仕事があります。社会はどうすべきか、反対の意見への答えも含めて話してください。',
    ],
  },
  zh: {
    self: ['请介绍一下你自己：你叫什么名字，住在哪里，喜欢什么？', '请介绍一下你的家人或一位好朋友。'],
    day: ['你平时一天都做什么？请从早上说到晚上。', '你住的地方怎么样？你喜欢那里的什么？'],
    memory: ['请讲一次难忘的旅行或难忘的一天。发生了什么，你有什么感受？', '请讲一次学习新东西的经历。你是怎么学的，什么地方比较难？'],
    opinion: ['你怎么看在家工作或学习？请说明理由并举例。', '你认为孩子从几岁起可以有智能手机？请说明你的看法和理由。'],
    problem: ['许多城市挤满了游客。请比较居民和商家的立场，并提出解决办法。', '新技术让一些工作消失了。社会应该怎么做？对反对的人你会怎么回答？'],
  },
  es: {
    self: ['Preséntate, por favor: cómo te llamas, dónde vives y qué te gusta.', 'Háblanos de tu familia o de un buen amigo.'],
    day: ['¿Qué haces un día normal entre semana, de la mañana a la noche?', '¿Cómo es el lugar donde vives? ¿Qué te gusta de él?'],
    memory: [
      'Cuéntanos un viaje o un día que recuerdes bien. ¿Qué pasó y cómo te sentiste?',
      'Cuéntanos una ocasión en la que aprendiste algo nuevo. ¿Cómo lo aprendiste y qué fue difícil?',
    ],
    opinion: [
      '¿Qué opinas de trabajar o estudiar desde casa? Da razones y ejemplos.',
      '¿A partir de qué edad deberían tener los niños un teléfono inteligente? Explica tu opinión.',
    ],
    problem: [
      'Muchas ciudades están llenas de turistas. Compara los intereses de los vecinos y los de los negocios, y propón una solución.',
      'La tecnología hace desaparecer algunos empleos. ¿Qué debería hacer la sociedad y qué responderías a quienes no están de acuerdo?',
    ],
  },
  fr: {
    self: ['Présentez-vous, s’il vous plaît : votre nom, où vous habitez, ce que vous aimez.', 'Parlez-nous de votre famille ou d’un bon ami.'],
    day: ['Que faites-vous un jour de semaine ordinaire, du matin au soir ?', 'Comment est l’endroit où vous habitez ? Qu’est-ce qui vous plaît là-bas ?'],
    memory: [
      'Racontez un voyage ou une journée dont vous vous souvenez bien. Que s’est-il passé, qu’avez-vous ressenti ?',
      'Racontez une fois où vous avez appris quelque chose de nouveau. Comment, et qu’est-ce qui était difficile ?',
    ],
    opinion: [
      'Que pensez-vous du travail ou des études à la maison ? Donnez des raisons et des exemples.',
      'À partir de quel âge les enfants devraient-ils avoir un smartphone ? Expliquez votre avis.',
    ],
    problem: [
      'Beaucoup de villes sont envahies par les touristes. Comparez les intérêts des habitants et ceux des commerces, puis proposez une solution.',
      'La technologie fait disparaître des emplois. Que devrait faire la société, et que répondez-vous à ceux qui ne sont pas d’accord ?',
    ],
  },
}

/** The speaking prompts of a language for one step; none where the bank has no such language. */
export function speakingItems(languageCode: LanguageCode, step: SpeakingStep): readonly SpeakingItem[] {
  const { level, maxSeconds, instructions } = STEPS[step]
  const prompts = PROMPTS[languageCode]?.[step] ?? []
  return prompts.flatMap((prompt, index) => {
    const instruction = instructions[index]
    return instruction ? [{ itemId: `${languageCode}-s-${step}-${index + 1}`, prompt, instruction, level, maxSeconds }] : []
  })
}

/** Languages with speaking prompts. */
export function speakingLanguages(): readonly LanguageCode[] {
  return ['en', 'ko', 'ja', 'zh', 'es', 'fr']
}
