import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { Server } from 'socket.io'

// What a team would write with Socket.IO 4 and SQLite: a message is in the table before its sender hears that it was taken. With `FULL`, SQLite's own
// default, it is on the disk then, as ours is; with `NORMAL` a power failure may take what was acknowledged.
const [, , file, synchronous = 'FULL'] = process.argv
const db = new DatabaseSync(file)
db.exec(
  `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; CREATE TABLE messages (id INTEGER PRIMARY KEY, room TEXT NOT NULL, seq INTEGER NOT NULL, sender TEXT NOT NULL, content TEXT NOT NULL, UNIQUE (room, seq))`,
)
const insert = db.prepare('INSERT INTO messages (room, seq, sender, content) VALUES (?, ?, ?, ?)')
const lastSeq = new Map()

const http = createServer()
const io = new Server(http, { transports: ['websocket'], serveClient: false })
io.on('connection', (socket) => {
  const { room, user } = socket.handshake.query
  void socket.join(room)
  socket.on('message', ({ content }, taken) => {
    const seq = (lastSeq.get(room) ?? 0) + 1
    lastSeq.set(room, seq)
    insert.run(room, seq, user, content)
    taken({ seq })
    socket.to(room).emit('message', { seq, sender: user, content })
  })
})
http.listen(0, '127.0.0.1', () => process.send?.({ port: http.address().port }))
process.on('disconnect', () => process.exit(0))
