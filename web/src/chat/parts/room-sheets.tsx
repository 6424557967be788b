import { Suspense, lazy } from 'react'
import type { Room } from '@studymate/contract/chat'
import type { FileTools } from '#chat/file-tools'
import { languageOf } from '#chat/language'
import { FixSheet } from '#chat/parts/fix-sheet.tsx'
import { GroupPeople } from '#chat/parts/group-people.tsx'
import { WordSheet } from '#chat/parts/word-sheet.tsx'
import type { ThreadAgent } from '#chat/thread-agent'
import type { RoomPeople } from '#chat/use-room-people'
import type { RoomSheet } from '#chat/use-room-sheets'
import type { Writing } from '#chat/writing'
import { Sheet } from '#ui/sheet.tsx'

const SessionSheet = lazy(async () => ({ default: (await import('#chat/parts/session-sheet.tsx')).SessionSheet }))

interface SheetsProps {
  sheet: RoomSheet | null
  tools: FileTools | null
  room: Room
  name: string
  people: RoomPeople
  agent: ThreadAgent
  writing: Writing
  onClose: () => void
}

/** What stands above an open room: a correction, a picture, a voice note, a word to send, or who is in it. */
export function RoomSheets({ sheet, tools, room, name, people: { nameOf, learns, likely }, agent, writing, onClose }: SheetsProps) {
  const fixLang = sheet?.kind === 'fix' ? languageOf(sheet.message.content ?? '', likely) : null
  return (
    <>
      {room.kind === 'group' && (
        <Sheet open={sheet?.kind === 'people'} onClose={onClose} title={name}>
          <GroupPeople room={room} me={agent.me} />
        </Sheet>
      )}
      {sheet?.kind === 'fix' && (
        <FixSheet
          message={sheet.message}
          name={nameOf(sheet.message.senderId)}
          lang={fixLang}
          side={fixLang === null ? null : learns.has(fixLang) ? 'learn' : 'give'}
          onClose={onClose}
          onSend={(content) => {
            agent.send({ type: 'correction', content })
            onClose()
          }}
        />
      )}
      {sheet?.kind === 'picture' && tools && (
        <tools.ImageSheet
          picture={sheet.picture}
          onClose={onClose}
          onSend={(caption) => {
            const { blob, width, height } = sheet.picture
            void agent.sendFile(blob, { type: 'image', width, height, ...(caption === '' ? {} : { caption }) }, writing.takeQuote())
            onClose()
          }}
        />
      )}
      {sheet?.kind === 'voice' && tools && (
        <tools.VoiceSheet
          onClose={onClose}
          onSend={({ wav, seconds }) => {
            void agent.sendFile(wav, { type: 'voice', durationSeconds: seconds }, writing.takeQuote())
            onClose()
          }}
        />
      )}
      {sheet?.kind === 'word' && (
        <WordSheet
          onClose={onClose}
          onSend={(content) => {
            agent.send({ type: 'word', content })
            onClose()
          }}
        />
      )}
      {sheet?.kind === 'session' && room.partner && (
        <Suspense>
          <SessionSheet
            partnerId={room.partner.userId}
            onClose={onClose}
            onSend={(sessionId) => {
              agent.send({ type: 'session', content: { sessionId } })
              onClose()
            }}
          />
        </Suspense>
      )}
    </>
  )
}
