const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether a text is a day of some year as `MM-DD`; 29 February is one. */
export function isBirthday(text: string): boolean {
  const found = /^(\d{2})-(\d{2})$/.exec(text)
  const day = Number(found?.[2] ?? 0)
  return day >= 1 && day <= (DAYS[Number(found?.[1] ?? 0) - 1] ?? 0)
}
