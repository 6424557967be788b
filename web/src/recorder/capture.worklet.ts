/// <reference lib="webworker" />

// The types of the worklet's own scope are in no library of the compiler.
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void

const CHUNK = 2048

/** Hands the microphone's samples to the page in chunks; it lives on the audio thread and decides nothing. */
class CaptureProcessor extends AudioWorkletProcessor {
  #chunk = new Float32Array(CHUNK)
  #filled = 0

  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    const channel = inputs[0]?.[0]
    if (!channel) return true
    for (const sample of channel) {
      this.#chunk[this.#filled++] = sample
      if (this.#filled === CHUNK) {
        this.port.postMessage(this.#chunk, [this.#chunk.buffer])
        this.#chunk = new Float32Array(CHUNK)
        this.#filled = 0
      }
    }
    return true
  }
}

registerProcessor('capture', CaptureProcessor)

/** What is posted: {@link CHUNK} samples, −1…1. */
export type CapturedSamples = Float32Array
