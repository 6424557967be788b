import { DurableObject } from 'cloudflare:workers'

/** What the platform does by itself: an empty handler, one indexed query, bytes put into a bucket and got again, an object that inserts a row and tells both ends. */
export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === '/ws') return env.OBJECT.get(env.OBJECT.idFromName(searchParams.get('room') ?? 'room')).fetch(request)
    if (pathname === '/query') {
      const id = request.headers.get('x-person') ?? ''
      return Response.json(await env.DB.prepare('SELECT * FROM users WHERE id = ?1').bind(id).first())
    }
    if (pathname === '/bytes') {
      if (request.method === 'PUT') await env.BUCKET.put('bytes', await request.arrayBuffer())
      return new Response(request.method === 'PUT' ? null : (await env.BUCKET.get('bytes'))?.body)
    }
    return new Response('{}', { headers: { 'content-type': 'application/json' } })
  },
}

/** Numbers, stores and fans out; no parsing beyond JSON, no membership, no outbox. */
export class BareObject extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env)
    ctx.storage.sql.exec('CREATE TABLE IF NOT EXISTS messages (seq INTEGER PRIMARY KEY, content TEXT NOT NULL)')
  }

  fetch() {
    const { 0: client, 1: server } = new WebSocketPair()
    this.ctx.acceptWebSocket(server)
    return new Response(null, { status: 101, webSocket: client })
  }

  webSocketMessage(from, text) {
    const { content } = JSON.parse(text).message
    this.ctx.storage.sql.exec('INSERT INTO messages (content) VALUES (?)', content)
    from.send('{"type":"ACK"}')
    for (const socket of this.ctx.getWebSockets()) if (socket !== from) socket.send(JSON.stringify({ type: 'MESSAGE', content }))
  }
}
