import { useCallback, useEffect, useState } from 'react'
import { wordsOf } from '#app/words'

async function fetchTools() {
  const [encoder, image, voice] = await Promise.all([
    import('#chat/encode-picture'),
    import('#chat/parts/image-sheet.tsx'),
    import('#chat/parts/voice-sheet.tsx'),
    wordsOf('recorder'),
  ])
  return { encodePicture: encoder.encodePicture, ImageSheet: image.ImageSheet, VoiceSheet: voice.VoiceSheet }
}

/** What makes a picture or a voice note: code that the first look at a room does not wait for. */
export type FileTools = Awaited<ReturnType<typeof fetchTools>>

/** The tools, null until they are here, and a way to wait for them. They come behind the page, so that a dead line later finds them. */
export function useFileTools(): readonly [FileTools | null, () => Promise<FileTools>] {
  const [tools, setTools] = useState<FileTools | null>(null)
  const get = useCallback(async () => {
    const fetched = await fetchTools()
    setTools(fetched)
    return fetched
  }, [])
  useEffect(() => {
    // Without a line it is asked again when somebody presses.
    get().catch(() => undefined)
  }, [get])
  return [tools, get]
}
