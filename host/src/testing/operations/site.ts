import { getInstallation, siteInfo } from '@studymate/contract/installation'
import { translate } from '@studymate/contract/translation'
import { createUpload, getUpload } from '@studymate/contract/uploads'
import { Actor } from '../actors.ts'
import { jpeg } from '../pictures.ts'
import { operation } from './operation.ts'
import type { Operation } from './operation.ts'

/** The installation, files and the engine. */
export const OF_SITE: readonly Operation[] = [
  operation(siteInfo, ({ url }) => ({ by: new Actor(url), input: {} })),
  // No operation makes an administrator: only who has the database can.
  operation(getInstallation, ({ fourth }) => ({ by: fourth, input: {} }), { without: { code: 'USER_002', what: 'an administrator' } }),
  operation(createUpload, ({ me }) => ({
    by: me,
    input: { file: new File([jpeg({ width: 64, height: 64 })], 'lunch.jpg', { type: 'image/jpeg' }), purpose: 'chat-image' as const },
  })),
  operation(getUpload, ({ me, uploadId }) => ({ by: me, input: { uploadId } })),
  operation(translate, ({ me }) => ({ by: me, input: { text: '오늘 뭐 먹었어?', fromLanguage: 'ko' as const, toLanguage: 'en' as const } }), {
    without: { code: 'AI_UNAVAILABLE', what: 'an engine' },
  }),
]
