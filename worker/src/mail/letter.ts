import type { Tongue } from '@studymate/contract/errors'
import { escapeHtml } from './mime.ts'
import type { Mail } from './mime.ts'

/** The words of a letter in one language: what it is, what stands before its link, what the link says, what stands after it. */
export interface Words {
  readonly subject: string
  readonly lines: readonly [string, string]
  readonly button: string
}

/** To whom a letter goes, and the address that its link opens. */
export interface LinkMail {
  readonly to: string
  readonly link: string
  readonly tongue: Tongue
}

/** A short letter around one link; its text and its HTML say the same. */
export function letter({ to, link, tongue }: LinkMail, words: Words): Mail {
  return {
    to,
    subject: words.subject,
    text: `${words.lines[0]}\n\n${link}\n\n${words.lines[1]}\n`,
    html: `<!doctype html><html lang="${tongue}"><body><p>${words.lines[0]}</p><p><a href="${escapeHtml(link)}">${words.button}</a></p><p>${words.lines[1]}</p></body></html>`,
  }
}
