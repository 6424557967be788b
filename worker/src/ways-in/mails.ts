import type { Tongue } from '@studymate/contract/errors'
import { escapeHtml } from '#mail/mime'
import type { Mail } from '#mail/mime'

const LINKED = {
  ko: {
    subject: (name: string) => `[StudyMate] ${name} 계정으로 로그인할 수 있게 됐어요`,
    lines: (name: string) => [
      `이제 ${name} 계정으로도 로그인할 수 있어요.`,
      '직접 하지 않았다면 설정의 로그인 방법에서 그 계정의 연결을 끊고 비밀번호를 바꿔 주세요.',
    ],
    button: '로그인 방법 보기',
  },
  en: {
    subject: (name: string) => `[StudyMate] You can now sign in with ${name}`,
    lines: (name: string) => [
      `Your account can now be opened with a ${name} account too.`,
      'If that was not you, unlink it under “Ways to sign in” in your settings and change your password.',
    ],
    button: 'See my ways to sign in',
  },
} as const

/** Tells a person that a provider was linked to their account, in their saved language; `name` is the provider's. */
export function linkedMail({ to, name, link, tongue }: { to: string; name: string; link: string; tongue: Tongue }): Mail {
  const words = LINKED[tongue]
  const [said, todo] = words.lines(name)
  return {
    to,
    subject: words.subject(name),
    text: `${said}\n\n${todo}\n\n${link}\n`,
    html: `<!doctype html><html lang="${tongue}"><body><p>${escapeHtml(said ?? '')}</p><p>${todo}</p><p><a href="${escapeHtml(link)}">${words.button}</a></p></body></html>`,
  }
}
