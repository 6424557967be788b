import type { Tongue } from '@studymate/contract/errors'
import { escapeHtml } from '#mail/mime'
import type { Mail } from '#mail/mime'

const WORDS = {
  ko: {
    subject: '[StudyMate] 새 비밀번호 정하기',
    lines: [
      '새 비밀번호를 정하려면 아래 주소를 열어 주세요. 한 시간 동안, 한 번만 쓸 수 있어요.',
      '부탁한 적이 없다면 이 메일은 지워도 돼요. 비밀번호는 그대로예요.',
    ],
    button: '새 비밀번호 정하기',
  },
  en: {
    subject: '[StudyMate] Choose a new password',
    lines: [
      'Open this address to choose a new password. It works once, within an hour.',
      'If you did not ask for it, you can delete this mail. Your password stays as it is.',
    ],
    button: 'Choose a new password',
  },
} as const

/** The mail with a link to choose a new password, in the recipient's saved language. */
export function resetMail(of: { to: string; link: string; tongue: Tongue }): Mail {
  const words = WORDS[of.tongue]
  return {
    to: of.to,
    subject: words.subject,
    text: `${words.lines[0]}\n\n${of.link}\n\n${words.lines[1]}\n`,
    html: `<!doctype html><html lang="${of.tongue}"><body><p>${words.lines[0]}</p><p><a href="${escapeHtml(of.link)}">${words.button}</a></p><p>${words.lines[1]}</p></body></html>`,
  }
}
