import { queryOptions } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { getUpload } from '@studymate/contract/uploads'
import type { UploadId } from '@studymate/contract/values'
import { peaksOf } from '@studymate/domain/audio/peaks'
import { api } from '#app/api'
import { fileOf } from '#chat/files'

/** An address works for half a day to a day. */
const GOOD_MS = 6 * 3_600_000
/** Bars of a voice note. */
export const BARS = 28

/** Where a file is seen; null while its bytes wait on this device. */
export const uploadQuery = (uploadId: UploadId) =>
  queryOptions({ queryKey: ['uploads', uploadId], queryFn: () => api.call(getUpload, { uploadId }), staleTime: GOOD_MS, gcTime: GOOD_MS })

/** A voice note that can be played: its bytes, and how loud each part is. */
export interface Sound {
  readonly blob: Blob
  readonly peaks: readonly number[]
}

async function peaksIn(blob: Blob): Promise<number[]> {
  try {
    const decoded = await new OfflineAudioContext(1, 1, 16_000).decodeAudioData(await blob.arrayBuffer())
    return peaksOf(decoded.getChannelData(0), BARS)
  } catch {
    // A kind that this browser cannot take apart may still be one that it plays.
    return []
  }
}

async function bytesOf(uploadId: UploadId): Promise<Blob> {
  const { url } = await api.call(getUpload, { uploadId })
  const reply = await fetch(url)
  if (!reply.ok) throw new Error(`a voice note answered ${reply.status}`)
  return reply.blob()
}

/** The sound of a voice note: of mine from this device while it is here. */
export const soundQuery = (uploadId: UploadId, clientId: string | null) =>
  queryOptions({
    queryKey: ['uploads', uploadId, 'sound'],
    queryFn: async (): Promise<Sound> => {
      const blob = (clientId === null ? null : await fileOf(clientId)) ?? (await bytesOf(uploadId))
      return { blob, peaks: await peaksIn(blob) }
    },
    staleTime: Number.POSITIVE_INFINITY,
    // Mine may be on this device though there is no line.
    networkMode: 'offlineFirst',
  })

/** Bytes on this device: not known yet, none, or where they are seen. */
export type Local = { readonly state: 'asking' | 'none' } | { readonly state: 'here'; readonly url: string }

/** An address of bytes on this device for as long as the component is on the page. */
export function useLocalUrl(clientId: string | null): Local {
  const [local, setLocal] = useState<Local>({ state: clientId === null ? 'none' : 'asking' })
  useEffect(() => {
    if (clientId === null) return
    let made: string | null = null
    let isWanted = true
    void fileOf(clientId).then((file) => {
      if (!isWanted) return
      made = file && URL.createObjectURL(file)
      setLocal(made === null ? { state: 'none' } : { state: 'here', url: made })
    })
    return () => {
      isWanted = false
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [clientId])
  return local
}
