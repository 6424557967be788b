/** More than any provider says of one person or of its keys. */
const MOST_BYTES = 256 * 1024

async function bounded(reply: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of reply.body ?? []) {
    size += part.byteLength
    if (size > MOST_BYTES) throw new Error(`the reply has over ${MOST_BYTES} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** What a call sends. */
export interface Sent {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body?: BodyInit | null | undefined
}

/** A call to a provider. */
export type Outside = (url: string, sent: Sent) => Promise<Response>

/**
 * Calls to providers: within a time, without following them elsewhere, and of bounded size. Each reply counts as JSON, whatever type it says it has:
 * what is none is refused by whoever parses it.
 */
export function outside(seconds: number): Outside {
  return async (url, { method, headers, body = null }) => {
    const reply = await fetch(url, { method, headers, body, redirect: 'manual', signal: AbortSignal.timeout(seconds * 1000) })
    return new Response(await bounded(reply), { status: reply.status, headers: { 'content-type': 'application/json' } })
  }
}
