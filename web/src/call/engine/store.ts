/** A value that tells when it changes: the outside of every engine, made for `useSyncExternalStore`. */
export class Store<T> {
  #value: T
  readonly #watchers = new Set<() => void>()

  constructor(value: T) {
    this.#value = value
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  readonly snapshot = (): T => this.#value

  /** Changes some fields; nobody hears of a change that is none. */
  set(change: Partial<T>): void {
    const next = { ...this.#value, ...change }
    const isSame = Object.entries(change).every(([key, value]) => Object.is(Reflect.get(Object(this.#value), key), value))
    if (isSame) return
    this.#value = next
    for (const watcher of this.#watchers) watcher()
  }
}
