import { useEffect, useState, useSyncExternalStore } from 'react'
import { Recorder } from '#recorder/recorder'
import type { RecorderSnapshot } from '#recorder/recorder'

/** A recorder for as long as the component is on the page: leaving it in any way turns the microphone off. */
export function useRecorder(): { recorder: Recorder; sound: RecorderSnapshot } {
  const [recorder] = useState(() => new Recorder())
  const sound = useSyncExternalStore(recorder.subscribe, recorder.snapshot)
  useEffect(() => () => recorder.close(), [recorder])
  return { recorder, sound }
}
