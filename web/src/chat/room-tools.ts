import { useCallback, useEffect, useState } from 'react'
import { ahead } from '#app/late'
import { wordsOf } from '#app/words'

async function fetchTools() {
  const [encoder, image, voice, word, fix, session, search, people] = await Promise.all([
    import('#chat/encode-picture'),
    import('#chat/parts/image-sheet.tsx'),
    import('#chat/parts/voice-sheet.tsx'),
    import('#chat/parts/word-sheet.tsx'),
    import('#chat/parts/fix-sheet.tsx'),
    import('#chat/parts/session-sheet.tsx'),
    import('#chat/parts/room-search.tsx'),
    import('#chat/parts/people-sheet.tsx'),
    // What shows what was made: it must be here when the line is not.
    import('#chat/file-body.tsx'),
    import('#chat/session-card.tsx'),
    import('#safety/parts/person-menu-inner.tsx'),
    wordsOf('recorder', 'safety'),
  ])
  return {
    encodePicture: encoder.encodePicture,
    ImageSheet: image.ImageSheet,
    VoiceSheet: voice.VoiceSheet,
    WordSheet: word.WordSheet,
    FixSheet: fix.FixSheet,
    SessionSheet: session.SessionSheet,
    RoomSearch: search.RoomSearch,
    PeopleSheet: people.PeopleSheet,
  }
}

/** What opens above a room: code that the first look at it does not wait for. */
export type RoomTools = Awaited<ReturnType<typeof fetchTools>>

/** The tools, null until they are here, and a way to wait for them. They come behind the page, so that a dead line later finds them. */
export function useRoomTools(): readonly [RoomTools | null, () => Promise<RoomTools>] {
  const [tools, setTools] = useState<RoomTools | null>(null)
  const get = useCallback(async () => {
    const fetched = await fetchTools()
    setTools(fetched)
    return fetched
  }, [])
  useEffect(() => ahead(get), [get])
  return [tools, get]
}
