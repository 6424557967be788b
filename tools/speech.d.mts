/** Types of `speech.mjs`, where the promises are written. */
export declare const SAMPLE_RATE: 16000
export declare const VOICES: readonly Voice[]
export type Voice = 'slt' | 'rms' | 'kal'
export interface SpeechOptions {
  readonly voice?: Voice
  readonly pace?: number
}
export declare function speak(text: string, options?: SpeechOptions): Promise<Int16Array<ArrayBuffer>>
export declare function speakWav(text: string, options?: SpeechOptions): Promise<Uint8Array<ArrayBuffer>>
export declare function wavOf(
  samples: ArrayLike<number> & { forEach(each: (value: number, index: number) => void): void },
  sampleRate?: number,
): Uint8Array<ArrayBuffer>
export declare function silence(seconds: number): Int16Array<ArrayBuffer>
export declare function joined(...clips: readonly Int16Array[]): Int16Array<ArrayBuffer>
