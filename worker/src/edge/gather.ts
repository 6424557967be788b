/** One read that waits for its turn to end. */
interface Waiting {
  readonly statement: D1PreparedStatement
  readonly resolve: (result: D1Result<Record<string, unknown>>) => void
  readonly reject: (error: unknown) => void
}

/**
 * A database for reads: what is asked in one turn goes out as one batch. Two reads side by side cost 1.9 times one, in a
 * batch 1.1 times; so the question whether a login still stands rides with the first load of a handler.
 * Statements of a batch of the caller's own, and whatever writes, go to the database as they are.
 */
export function gathering(db: D1Database): D1Database {
  let waiting: Waiting[] = []

  const flush = () => {
    const turn = waiting
    waiting = []
    const [only] = turn
    if (turn.length === 1 && only) {
      only.statement.all<Record<string, unknown>>().then(only.resolve, only.reject)
      return
    }
    db.batch<Record<string, unknown>>(turn.map(({ statement }) => statement)).then(
      (results) => turn.forEach(({ resolve, reject }, index) => (results[index] ? resolve(results[index]) : reject(new Error('a batch came back short')))),
      (error: unknown) => turn.forEach(({ reject }) => reject(error)),
    )
  }
  const ask = (statement: D1PreparedStatement) =>
    new Promise<D1Result<Record<string, unknown>>>((resolve, reject) => {
      waiting.push({ statement, resolve, reject })
      // The end of this turn: whatever else is asked before it goes along.
      if (waiting.length === 1) queueMicrotask(() => queueMicrotask(flush))
    })

  const wrap = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get: (target, property) => {
        if (property === 'bind') return (...values: unknown[]) => wrap(target.bind(...values))
        if (property === 'all') return () => ask(target)
        if (property === 'first')
          return async (column?: string) => {
            const [row] = (await ask(target)).results
            return row === undefined ? null : column === undefined ? row : row[column]
          }
        if (property === UNWRAPPED) return target
        const value: unknown = Reflect.get(target, property, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })

  return new Proxy(db, {
    get: (target, property) => {
      if (property === 'prepare') return (sql: string) => wrap(target.prepare(sql))
      if (property === 'batch') return (statements: D1PreparedStatement[]) => target.batch(statements.map(unwrap))
      const value: unknown = Reflect.get(target, property, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

const UNWRAPPED = Symbol('the statement itself')

function unwrap(statement: D1PreparedStatement): D1PreparedStatement {
  const inner: unknown = Reflect.get(statement, UNWRAPPED)
  return isStatement(inner) ? inner : statement
}

function isStatement(value: unknown): value is D1PreparedStatement {
  return typeof value === 'object' && value !== null && 'bind' in value
}
