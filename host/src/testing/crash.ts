import { createRoom } from '@studymate/contract/chat'
import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import { createSession } from '@studymate/contract/sessions'
import { RoomId } from '@studymate/contract/values'
import { learner } from './actors.ts'
import type { Person } from './actors.ts'
import { Asker, Maker } from './soak/asker.ts'
import { Ledger } from './soak/ledger.ts'
import { Talker } from './soak/talker.ts'
import { judgeAsked, judgeFiles, judgeGroups, judgeList, judgeRoom, judgeSearch } from './soak/verdict.ts'
import type { Complaints } from './soak/verdict.ts'
import type { Victim } from './soak/victim.ts'

/** What a run of kills left. */
export interface CrashReport extends Complaints {
  readonly rounds: number
  /** Messages that were acknowledged. */
  readonly acknowledged: number
  /** Messages of the same rooms that stand. */
  readonly stored: number
  /** Of everything else, what was confirmed. */
  readonly confirmed: Readonly<Record<'edits' | 'deletions' | 'reactions' | 'reads' | 'uploads' | 'requests' | 'groups', number>>
  /** What was looked at afterwards. */
  readonly looked: Readonly<Record<'files' | 'searches' | 'rows', number>>
}

async function befriend(a: Person, b: Person): Promise<RoomId> {
  const { requestId } = await a.ok(requestMatch, { targetUserId: b.userId })
  return RoomId.parse((await b.ok(acceptMatch, { requestId })).roomId)
}

/**
 * Kills the whole group `rounds` times at random moments while people do everything that chat and matching know, starts it again, and holds what stands
 * against what was confirmed to them. `random` gives numbers in [0, 1).
 */
export async function crash(victim: Victim, rounds: number, random: () => number): Promise<CrashReport> {
  await victim.start()
  const korean = () => learner({ speaks: 'ko', learns: 'en' }, victim.url)
  const english = () => learner({ speaks: 'en', learns: 'ko' }, victim.url)
  // A short run is one of many tests: it looks at everything, and at less of each.
  const [side, busy, most] = rounds > 3 ? [11, 180, 20] : [2, 80, 6]
  const [a, b, c, d] = await Promise.all([korean(), english(), english(), english()])
  const [askers, answerers]: [Person[], Person[]] = [[], []]
  // Two at a time: a password costs what it should cost.
  while (askers.length < side) {
    const [asker, answerer] = await Promise.all([korean(), english()])
    askers.push(asker)
    answerers.push(answerer)
  }
  const [pair] = await Promise.all([befriend(a, b), befriend(a, c), befriend(a, d)])
  const { roomId: group } = await a.ok(createRoom, { participantIds: [b.userId, c.userId, d.userId], title: '넷이서' })
  const { sessionId } = await a.ok(createSession, { partnerId: b.userId, type: 'audio' })
  const ledgers = [new Ledger(pair, [a, b], sessionId), new Ledger(RoomId.parse(group), [a, b, c, d])]
  const talkers = ledgers.map((ledger) => ledger.members.map((who) => new Talker(victim, who, ledger, who !== d)))
  const asker = new Asker(
    victim,
    askers.flatMap((from) => answerers.map((to): [Person, Person] => [from, to])).toSorted(() => random() - 0.5),
  )
  const maker = new Maker(victim, [a, b, c, d], 2)
  const everybody = [...talkers.flat(), asker, maker]
  for (let round = 0; round <= rounds; round++) {
    // A moment counted in confirmations, not in time: it falls anywhere in the work.
    let left = 20 + Math.floor(random() * busy)
    const reached = Promise.withResolvers<void>()
    const confirmed = () => {
      left -= 1
      if (left === 0) reached.resolve()
    }
    const running = Promise.all(everybody.map((one) => one.run({ random, confirmed, isLast: round === rounds })))
    await Promise.race([reached.promise, running])
    if (round < rounds) await victim.kill()
    await running
    if (round < rounds) await victim.start()
  }

  const complaints: Complaints = { lost: [], doubled: [], wrong: [] }
  let [stored, files, searches, rows] = [0, 0, 0, 0]
  for (const [index, ledger] of ledgers.entries()) {
    const messages = await judgeRoom(ledger, complaints)
    const used = new Set(ledger.spoken.flatMap(({ content: { sure } }) => (typeof sure === 'object' && 'uploadId' in sure ? [sure.uploadId] : [])))
    const unused = (talkers[index] ?? []).flatMap((talker) =>
      talker.taken.filter(({ uploadId }) => !used.has(uploadId)).map((file) => ({ by: talker.person, ...file })),
    )
    stored += messages.length
    files += await judgeFiles(ledger, unused, messages, rounds > 3 ? Infinity : most, complaints)
    searches += await judgeSearch(ledger, messages, most, complaints)
  }
  await judgeAsked(asker.asked, complaints)
  const lists = await judgeGroups(maker.made, complaints)
  for (const ledger of ledgers) for (const who of ledger.members) lists.set(who, [...(lists.get(who) ?? []), ledger.roomId])
  for (const { from, to, roomId } of asker.asked) if (roomId) for (const who of [from, to]) lists.set(who, [...(lists.get(who) ?? []), roomId])
  for (const [who, rooms] of lists) rows += await judgeList(who, rooms, complaints)
  await victim.kill()
  const sum = (of: keyof Ledger['confirmed']) => ledgers.reduce((total, { confirmed }) => total + confirmed[of], 0)
  return {
    rounds,
    acknowledged: sum('messages'),
    stored,
    ...complaints,
    confirmed: {
      edits: sum('edits'),
      deletions: sum('deletions'),
      reactions: sum('reactions'),
      reads: sum('reads'),
      uploads: talkers.flat().reduce((total, { taken }) => total + taken.length, 0),
      requests: asker.confirmed,
      groups: maker.confirmed,
    },
    looked: { files, searches, rows },
  }
}
