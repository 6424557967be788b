import type { Room } from '@studymate/contract/chat'
import { languageOf } from '#chat/language'
import type { RoomTools } from '#chat/room-tools'
import type { ThreadAgent } from '#chat/thread-agent'
import type { RoomPeople } from '#chat/use-room-people'
import type { RoomSheet } from '#chat/use-room-sheets'
import type { Writing } from '#chat/writing'

interface SheetsProps {
  sheet: RoomSheet | null
  tools: RoomTools | null
  room: Room
  name: string
  people: RoomPeople
  agent: ThreadAgent
  writing: Writing
  onClose: () => void
}

/** What stands above an open room: a correction, a picture, a voice note, a word to send, a search, or who is in it. */
export function RoomSheets({ sheet, tools, room, name, people, agent, writing, onClose }: SheetsProps) {
  if (!sheet || !tools) return null
  const { nameOf, learns, likely } = people
  const fixLang = sheet.kind === 'fix' ? languageOf(sheet.message.content ?? '', likely) : null
  return (
    <>
      {sheet.kind === 'people' && <tools.PeopleSheet room={room} me={agent.me} name={name} onClose={onClose} />}
      {sheet.kind === 'search' && <tools.RoomSearch roomId={room.roomId} me={agent.me} people={people} onClose={onClose} />}
      {sheet.kind === 'fix' && (
        <tools.FixSheet
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
      {sheet.kind === 'picture' && (
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
      {sheet.kind === 'voice' && (
        <tools.VoiceSheet
          onClose={onClose}
          onSend={({ wav, seconds }) => {
            void agent.sendFile(wav, { type: 'voice', durationSeconds: seconds }, writing.takeQuote())
            onClose()
          }}
        />
      )}
      {sheet.kind === 'word' && (
        <tools.WordSheet
          onClose={onClose}
          onSend={(content) => {
            agent.send({ type: 'word', content })
            onClose()
          }}
        />
      )}
      {sheet.kind === 'session' && room.partner && (
        <tools.SessionSheet
          partnerId={room.partner.userId}
          onClose={onClose}
          onSend={(sessionId) => {
            agent.send({ type: 'session', content: { sessionId } })
            onClose()
          }}
        />
      )}
    </>
  )
}
