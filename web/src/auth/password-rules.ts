import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import type { PasswordRule } from '@studymate/domain/auth/password'

/** What to mend in a password, a sentence for each rule; `recent` is the store's own. */
export const PASSWORD_RULES: Readonly<Record<PasswordRule | 'recent', MessageDescriptor>> = {
  'too-short': msg`8자 이상으로 해 주세요.`,
  'too-long': msg`128자까지 쓸 수 있어요.`,
  'no-letter': msg`글자를 하나 넣어 주세요.`,
  'no-digit': msg`숫자를 하나 넣어 주세요.`,
  'no-special': msg`특수문자를 하나 넣어 주세요. 빈칸도 돼요.`,
  common: msg`너무 흔한 비밀번호예요. 다른 말로 해 주세요.`,
  recent: msg`최근에 쓰던 비밀번호예요. 다른 말로 해 주세요.`,
}

/** The first rule among a server's `details.rules` that we have a sentence for. */
export function sentenceOfRules(rules: unknown): MessageDescriptor | null {
  const first: unknown = Array.isArray(rules) ? rules[0] : undefined
  const known = Object.entries(PASSWORD_RULES).find(([rule]) => rule === first)
  return known ? known[1] : null
}
