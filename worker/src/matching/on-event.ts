import { consumer } from '#events/consume'
import { answeringStatements } from './store.ts'

/** Counts anew what waits for two people once a block has closed a request between them. */
export const recountBlocked = consumer('matching.recount', ['person.blocked'], (event, ctx) =>
  Promise.resolve([event.userId, event.blockedUserId].flatMap((userId) => answeringStatements(ctx.db, userId, ctx.now))),
)
