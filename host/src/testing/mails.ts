import { expect } from 'vitest'

/** A mail as the outbox keeps it. */
export interface StoredMail {
  readonly id: string
  readonly eml: string
}

/** The plain text of a mail of ours. */
export function textOf(eml: string): string {
  return Buffer.from(eml.split('\r\n\r\n')[2]?.split('--=_')[0] ?? '', 'base64').toString()
}

/** Pages that a mail's link opens. */
export type LinkPage = 'reset' | 'verify' | 'confirm-email' | 'keep-email'

/** Tokens of the links to a page that were mailed to an address, oldest first. */
export function linksTo(mails: readonly StoredMail[], email: string, page: LinkPage): string[] {
  return mails.filter(({ eml }) => eml.includes(`To: ${email}\r\n`)).flatMap(({ eml }) => new RegExp(`/${page}\\?token=([\\w-]+)`).exec(textOf(eml))?.[1] ?? [])
}

/** The mails of a host, or those that its mail window shows. */
export async function readMails(from: string | readonly StoredMail[]): Promise<readonly StoredMail[]> {
  return typeof from === 'string' ? ((await (await fetch(from)).json()) as StoredMail[]) : from
}

/** Waits until an address has been mailed so many links to a page, and gives their tokens, oldest first. */
export async function linkTokens(from: string | readonly StoredMail[], email: string, page: LinkPage, count = 1): Promise<string[]> {
  const found = async () => linksTo(await readMails(from), email, page)
  await expect.poll(async () => (await found()).length, { timeout: 15_000 }).toBe(count)
  return found()
}

/** Waits until an address has been mailed something with this in its plain text, and gives that mail. */
export async function mailTo(from: string | readonly StoredMail[], email: string, words: string): Promise<string> {
  const find = async () => (await readMails(from)).find(({ eml }) => eml.includes(`To: ${email}\r\n`) && textOf(eml).includes(words))?.eml
  await expect.poll(find, { timeout: 15_000 }).toBeDefined()
  return (await find()) ?? ''
}
