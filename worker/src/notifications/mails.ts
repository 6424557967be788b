import type { Tongue } from '@studymate/contract/errors'
import { looksLikeLink } from '@studymate/domain/people/link'
import { withParticle } from '@studymate/domain/text/particle'
import { escapeHtml } from '#mail/mime'
import type { Mail } from '#mail/mime'

/** Notices that are mailed too. */
export type MailedNotice = 'match.request' | 'match.accepted'

const WORDS: Record<MailedNotice, Record<Tongue, (name: string) => { said: string; hint: string; button: string }>> = {
  'match.request': {
    ko: (name) => ({
      said: `${withParticle(name, '이/가')} 인사를 보냈어요`,
      hint: '7일 안에 답할 수 있어요. 거절해도 상대에게 알리지 않아요.',
      button: '인사 보러 가기',
    }),
    en: (name) => ({ said: `${name} said hello`, hint: 'You can answer within 7 days. If you decline, they are not told.', button: 'See the hello' }),
  },
  'match.accepted': {
    ko: (name) => ({
      said: `${withParticle(name, '이/가')} 인사를 받았어요`,
      hint: '이제 이야기할 수 있어요. 첫 인사가 대화방에 있어요.',
      button: '대화방 열기',
    }),
    en: (name) => ({ said: `${name} accepted your hello`, hint: 'You can talk now. Your hello is the first message of the room.', button: 'Open the room' }),
  },
}
const SOMEBODY: Record<Tongue, string> = { ko: '누군가', en: 'Somebody' }
const WHY: Record<Tongue, { text: string; button: string }> = {
  ko: { text: '이런 메일을 그만 받으려면 알림 설정을 바꿔 주세요.', button: '알림 설정' },
  en: { text: 'To stop mails like this, change your notification settings.', button: 'Notification settings' },
}

/**
 * A name that no mail program makes a link of (F19), on one line and in whole characters (F17): a name that is an address is left out, and a dot between
 * letters is followed by an invisible joiner.
 */
function mailName(name: string, tongue: Tongue): string {
  const line = name
    .replaceAll(/\p{Cs}/gu, '')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
  if (line === '' || looksLikeLink(line)) return SOMEBODY[tongue]
  return line.replaceAll(/(?<=[\p{L}\p{N}])\.(?=[\p{L}\p{N}])/gu, '.\u2060')
}

/**
 * The mail about a notice, in the recipient's saved language. `page` is where it leads, `settings` where one stops such mails. What was written in a hello
 * stays in the product: it can be taken back there.
 */
export function noticeMail(of: { notice: MailedNotice; to: string; name: string; tongue: Tongue; page: string; settings: string }): Mail {
  const { said, hint, button } = WORDS[of.notice][of.tongue](mailName(of.name, of.tongue))
  const why = WHY[of.tongue]
  const link = (href: string, words: string) => `<a href="${escapeHtml(href)}">${words}</a>`
  return {
    to: of.to,
    subject: `[StudyMate] ${said}`,
    text: `${said}.\n\n${of.page}\n\n${hint}\n\n--\n${why.text}\n${of.settings}\n`,
    html: `<!doctype html><html lang="${of.tongue}"><body><p>${escapeHtml(said)}.</p><p>${link(of.page, button)}</p><p>${hint}</p><hr><p>${why.text} ${link(of.settings, why.button)}</p></body></html>`,
  }
}
