import { expect, it } from 'vitest'
import type { Said } from '@studymate/contract/message'
import { MessageId, SessionId, UploadId } from '@studymate/contract/values'
import { says } from './says.ts'

const uploadId = UploadId.parse('upl_00000001')
const messageId = MessageId.parse('msg_00000001')
const cases: readonly (readonly [string, Said, string | null])[] = [
  ['words', { type: 'text', content: 'a\nb' }, 'a b'],
  ['a correction', { type: 'correction', content: { messageId, corrected: 'I went.', why: 'past' } }, 'I went.'],
  ['a word', { type: 'word', content: { term: '설레다', meaning: 'to flutter' } }, '설레다 · to flutter'],
  ['a picture without a line', { type: 'image', content: { uploadId, width: 1, height: 1 } }, ''],
  ['a picture', { type: 'image', content: { uploadId, width: 1, height: 1, caption: '고양이' } }, '고양이'],
  ['a voice note', { type: 'voice', content: { uploadId, durationSeconds: 14.4 } }, '0:14'],
  ['a long voice note with a line', { type: 'voice', content: { uploadId, durationSeconds: 119.6, caption: '들어 봐' } }, '2:00 들어 봐'],
  ['a proposed session', { type: 'session', content: { sessionId: SessionId.parse('sess_00000001') } }, ''],
  ['what was deleted', { type: 'voice', content: null }, null],
]
it.each(cases)('says %s in one line', (_, said, line) => expect(says(said)).toBe(line))
