import type { Locale } from '#app/preferences'

/** Where the page of a language stands in the prerendered document. Ids of what is inside begin with it as well. */
export const placeOf = (locale: Locale): string => `landing-${locale}`
