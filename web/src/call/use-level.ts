import { useEffect, useState } from 'react'

const EVERY_MS = 80

/** How loud a microphone is now, 0–1 on a scale of decibels (-60 to -10 dBFS); null without one. */
export function useLevel(track: MediaStreamTrack | null): number | null {
  const [level, setLevel] = useState<number | null>(null)
  useEffect(() => {
    if (!track) {
      setLevel(null)
      return
    }
    const context = new AudioContext()
    const source = context.createMediaStreamSource(new MediaStream([track]))
    const analyser = new AnalyserNode(context, { fftSize: 1024 })
    source.connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length
      setLevel(Math.min(1, Math.max(0, (10 * Math.log10(power + 1e-12) + 60) / 50)))
    }, EVERY_MS)
    return () => {
      clearInterval(timer)
      source.disconnect()
      void context.close()
    }
  }, [track])
  return level
}
