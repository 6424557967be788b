/** Runs in the page: begins to note the time from each key to the paint that shows it, in `data-keys` of the document. */
export function timeKeys(): void {
  const times: number[] = []
  document.addEventListener(
    'keydown',
    ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.addEventListener(
          'message',
          () => {
            times.push(performance.now() - timeStamp)
            document.documentElement.dataset['keys'] = times.join()
          },
          { once: true },
        )
        channel.port1.start()
        channel.port2.postMessage(null)
      })
    },
    true,
  )
}

/** Runs before the page's own scripts: notes when a socket last told that it is connected. */
export function noteConnected(): void {
  const Native = window.WebSocket
  window.WebSocket = class extends Native {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (typeof data === 'string' && data.includes('"CONNECTED"')) document.documentElement.dataset['connectedAt'] = String(performance.now())
      })
    }
  }
}

/** Runs in the page: waits until a message stands in the log, and gives the time since the socket was back. */
export function backUntilShown(seq: number): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      const at = Number(document.documentElement.dataset['connectedAt'])
      if (document.querySelector(`#message-${seq}`) && at > 0) resolve(performance.now() - at)
      else requestAnimationFrame(look)
    }
    look()
  })
}
