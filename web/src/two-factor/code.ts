/** Whether somebody has typed a whole code: six digits of an app or eight of a backup code, with whatever spaces the copying brought. */
export function isCode(text: string): boolean {
  return /^(\d{6}|\d{8})$/.test(text.normalize('NFKC').replace(/[\s-]/g, ''))
}
