/** A sentence to correct on the door, in the language that the reader gives. */
export interface TrySentence {
  readonly lang: string
  readonly learner: { readonly seed: string; readonly name: string; readonly lang: string }
  readonly text: string
  readonly choices: readonly {
    readonly from: string
    readonly to: string
    /** True when the change is needed; the other choice is fine as it stands. */
    readonly right: boolean
  }[]
}

/** By language of the page: a reader of the Korean page speaks Korean, so Korean is what they can correct. */
export const TRY: Record<'ko' | 'en', TrySentence> = {
  ko: {
    lang: 'ko',
    learner: { seed: 'emma', name: 'Emma', lang: 'en' },
    text: '어제 처음으로 떡볶이가 먹었어요.',
    choices: [
      { from: '떡볶이가', to: '떡볶이를', right: true },
      { from: '먹었어요', to: '먹어요', right: false },
    ],
  },
  en: {
    lang: 'en',
    learner: { seed: 'haneul', name: '하늘', lang: 'ko' },
    text: 'I very like this café, but there are too many people.',
    choices: [
      { from: 'very like', to: 'really like', right: true },
      { from: 'there are', to: 'there is', right: false },
    ],
  },
}
