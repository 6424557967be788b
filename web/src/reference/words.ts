import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { Access } from '#reference/model'

/** Names of the parts of the service, by tag. */
export const TAGS: Readonly<Record<string, MessageDescriptor>> = {
  auth: msg`계정과 로그인`,
  chat: msg`대화`,
  'level-test': msg`수준 시험`,
  matching: msg`매칭`,
  notification: msg`알림`,
  onboarding: msg`소개 채우기`,
  safety: msg`차단과 신고`,
  sessions: msg`일대일 통화`,
  live: msg`소켓 입장권`,
  user: msg`프로필`,
}

/** Who may call. */
export const ACCESS: Readonly<Record<Access, MessageDescriptor>> = {
  none: msg`누구나`,
  member: msg`로그인한 사람`,
  admin: msg`관리자`,
}
