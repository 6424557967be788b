import { useEffect, useState, useSyncExternalStore } from 'react'
import { RATES, voicePlayer } from '#chat/voice-player'

/** One voice note on the page's player, for drawing. Without its bytes yet, `onToggle` asks `onWanted` for them and plays as soon as they are here. */
export function useVoice(key: string, duration: number, sound: Blob | null, onWanted?: () => void) {
  const playing = useSyncExternalStore(voicePlayer.subscribe, voicePlayer.snapshot)
  const rate = useSyncExternalStore(voicePlayer.subscribe, voicePlayer.rate)
  const [isWaiting, setIsWaiting] = useState(false)
  const [isBroken, setIsBroken] = useState(false)
  const mine = playing?.key === key ? playing : null
  const play = (blob: Blob) => {
    setIsBroken(false)
    voicePlayer.toggle(key, blob).catch(() => setIsBroken(true))
  }
  useEffect(() => {
    if (!isWaiting || !sound) return
    setIsWaiting(false)
    voicePlayer.toggle(key, sound).catch(() => setIsBroken(true))
  }, [isWaiting, sound, key])
  // The row may leave the page while it plays on; a take that is thrown away must fall silent.
  useEffect(() => () => (voicePlayer.snapshot()?.key === 'take' ? voicePlayer.stop() : undefined), [])
  return {
    duration,
    at: mine?.seconds ?? null,
    isPlaying: mine?.isPlaying ?? false,
    isLoading: isWaiting && !sound,
    isBroken,
    rate,
    onToggle: () => {
      if (sound) return play(sound)
      setIsWaiting(true)
      onWanted?.()
    },
    onSeek: (seconds: number) => sound && voicePlayer.seek(key, sound, seconds),
    onRate: () => voicePlayer.setRate(RATES[(RATES.indexOf(rate) + 1) % RATES.length] ?? 1),
  }
}
