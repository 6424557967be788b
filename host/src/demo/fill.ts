import axios from 'axios'
import type { AxiosInstance } from 'axios'
import * as auth from '@studymate/contract/auth'
import { ApiError, call } from '@studymate/contract/client'
import type { AnyEndpoint, CallOf, DataOf } from '@studymate/contract/endpoint'
import * as matching from '@studymate/contract/matching'
import * as onboarding from '@studymate/contract/onboarding'
import * as sessions from '@studymate/contract/sessions'
import { createTicket } from '@studymate/contract/system'
import * as user from '@studymate/contract/user'
import type { RoomId, UserId } from '@studymate/contract/values'
import { HostFailure } from '#failure'
import { CAST, REQUESTS } from './cast.ts'
import type { Made, Name } from './cast.ts'
import { emailOf } from './marker.ts'
import type { Marker } from './marker.ts'

const HOUR_MS = 3_600_000

/** Somebody made up who is signed in and calls the service as any client does. */
class Player {
  readonly userId: UserId
  readonly #url: string
  readonly #http: AxiosInstance
  constructor(url: string, http: AxiosInstance, userId: UserId) {
    this.#url = url
    this.#http = http
    this.userId = userId
  }

  ask<E extends AnyEndpoint>(of: E, input: CallOf<E>): Promise<DataOf<E>> {
    return call(this.#http, of, input)
  }

  /** Says lines in rooms over the socket, each once however often it is asked. */
  async say(lines: readonly { readonly roomId: RoomId; readonly clientId: string; readonly content: string }[]): Promise<void> {
    const { ticket } = await this.ask(createTicket, {})
    const socket = new WebSocket(`${this.#url.replace(/^http/, 'ws')}/ws?ticket=${encodeURIComponent(ticket)}`)
    const left = [...lines]
    try {
      await new Promise<void>((resolve, reject) => {
        const next = () => {
          const [line] = left
          if (!line) return resolve()
          const { roomId, clientId, content } = line
          socket.send(JSON.stringify({ type: 'SEND_MESSAGE', roomId, message: { clientId, type: 'text', content } }))
        }
        socket.addEventListener('error', () => reject(new Error('the socket failed')))
        socket.addEventListener('close', () => reject(new Error('the socket was closed')))
        socket.addEventListener('message', ({ data }) => {
          const frames: unknown = JSON.parse(String(data))
          for (const frame of [frames].flat()) {
            if (typeof frame !== 'object' || frame === null || !('type' in frame)) continue
            if (frame.type === 'CONNECTED') next()
            if (frame.type === 'ERROR') reject(new Error(`the socket answered ${JSON.stringify(frame)}`))
            if (frame.type !== 'ACK' || !('clientId' in frame) || frame.clientId !== left[0]?.clientId) continue
            left.shift()
            next()
          }
        })
      })
    } finally {
      socket.close()
    }
  }
}

async function enter(url: string, name: Name, { password, again }: { password: string; again: boolean }): Promise<Player> {
  const { displayName, birthYear, locale, timeZone } = CAST[name]
  const at = Object.keys(CAST).indexOf(name) + 1
  // Each from an address of their own, as people come: limits of an address are for those who try to get in.
  const headers = { 'cf-connecting-ip': `192.0.2.${at}`, 'user-agent': 'StudyMate demo', 'accept-language': locale }
  const visitor = axios.create({ baseURL: url, headers })
  const email = emailOf(name)
  const known = again
    ? await call(visitor, auth.login, { email, password }).catch((error: unknown) => {
        if (error instanceof ApiError && error.code === 'INVALID_CREDENTIALS') return null
        throw error
      })
    : null
  const signedIn = known ?? (await call(visitor, auth.register, { email, password, displayName, birthYear, locale, timeZone }))
  if ('twoFactorRequired' in signedIn) throw new Error(`${email} has a second factor`)
  const http = axios.create({ baseURL: url, headers: { ...headers, authorization: `Bearer ${signedIn.accessToken}` } })
  return new Player(url, http, signedIn.user.userId)
}

async function introduce(player: Player, of: Made): Promise<void> {
  await player.ask(onboarding.saveNativeLanguage, { languageCode: of.speaks })
  await player.ask(onboarding.saveLearningLanguages, { languageCodes: [of.learns] })
  await player.ask(onboarding.saveLanguageLevel, { languageCode: of.learns, level: of.level })
  await Promise.all([
    player.ask(onboarding.saveMotivations, { motivations: [...of.motivations] }),
    player.ask(onboarding.saveTopics, { topics: [...of.topics] }),
    player.ask(onboarding.saveLearningStyles, { learningStyles: [...of.learningStyles] }),
    player.ask(onboarding.saveCommunicationMethods, { communicationMethods: ['TEXT', 'VIDEO_CALL'] }),
    player.ask(onboarding.saveSchedule, { timeZone: of.timeZone, slots: of.slots }),
    player.ask(user.saveSelfBio, { selfBio: of.bio }),
    player.ask(user.saveLocation, { locationId: of.locationId }),
  ])
  await player.ask(onboarding.completeOnboarding, {})
}

/** The room of two partners; null where they are none. */
async function roomOf(one: Player, other: Player): Promise<RoomId | null> {
  const partners = await one.ask(matching.listPartners, {})
  return partners.find(({ userId }) => userId === other.userId)?.roomId ?? null
}

async function meet(from: Player, to: Player, of: { hello: string; isAccepted: boolean }): Promise<RoomId | null> {
  const room = await roomOf(from, to)
  if (room !== null) return room
  const sent = await from.ask(matching.listRequests, { direction: 'sent' })
  const waiting = sent.find(({ person: { userId } }) => userId === to.userId)
  const requestId = waiting?.requestId ?? (await from.ask(matching.requestMatch, { targetUserId: to.userId, message: of.hello })).requestId
  return of.isAccepted ? (await to.ask(matching.acceptMatch, { requestId })).roomId : null
}

/** A call that is over, and one that is to come, each once. */
async function book(players: Readonly<Record<Name, Player>>, now: number): Promise<void> {
  const { jiwoo, emma, daniel } = players
  const mine = await jiwoo.ask(sessions.listSessions, {})
  const has = (partner: Player) => mine.some((session) => session.partner.userId === partner.userId)
  if (!has(daniel)) {
    const { sessionId } = await jiwoo.ask(sessions.createSession, { partnerId: daniel.userId, type: 'audio', topic: '윤동주, “서시”' })
    await jiwoo.ask(sessions.joinSession, { sessionId })
    await daniel.ask(sessions.joinSession, { sessionId })
    await jiwoo.ask(sessions.completeSession, { sessionId })
  }
  if (!has(emma)) {
    // Two days from now, on the full hour.
    const scheduledAt = new Date(Math.ceil(now / HOUR_MS) * HOUR_MS + 48 * HOUR_MS).toISOString()
    await emma.ask(sessions.createSession, { partnerId: jiwoo.userId, type: 'video', scheduledAt, duration: 60, topic: 'Food at home · 집밥' })
  }
}

/**
 * Makes up people and what they did with each other, through the API as anybody would. A second run finds what the first one made and goes on
 * (`again`). `url` is the worker's own address.
 */
export async function fillWithPeople(url: string, marker: Marker, of: { again: boolean; now: number }): Promise<void> {
  try {
    const names = Object.keys(CAST) as Name[]
    const players = {} as Record<Name, Player>
    // Three at a time: hashing a password is work, and its queue is for people.
    for (let at = 0; at < names.length; at += 3) {
      await Promise.all(
        names.slice(at, at + 3).map(async (name) => {
          const player = await enter(url, name, { password: marker.password, again: of.again })
          await introduce(player, CAST[name])
          players[name] = player
        }),
      )
    }
    for (const { from, to, hello, said } of REQUESTS) {
      const roomId = await meet(players[from], players[to], { hello, isAccepted: said !== undefined })
      if (roomId === null) continue
      // One at a time, or the answers would stand before their questions.
      for (const [index, [name, content]] of (said ?? []).entries()) await players[name].say([{ roomId, clientId: `demo-${from}-${to}-${index}`, content }])
    }
    await book(players, of.now)
  } catch (error) {
    const why = error instanceof ApiError ? `${error.code} ${error.message}` : String(error)
    throw new HostFailure(`Not all of the made-up people could be made (${why}). Start again with DEMO=1 to go on.`)
  }
}
