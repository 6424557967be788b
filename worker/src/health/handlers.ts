import * as contract from '@studymate/contract/installation'
import { timestamp } from '@studymate/contract/values'
import { PROVIDERS } from '@studymate/contract/ways-in'
import { API_PREFIX } from '@studymate/contract/endpoint'
import { capabilities } from '#ai/capabilities'
import type { Settings } from '#edge/config'
import { route } from '#edge/context'
import type { Handler } from '#edge/context'
import { demoOf } from '#edge/demo'
import { mailerOf } from '#mail/mailer'
import { health } from './routes.ts'
import { settingsWithin } from './settings.ts'
import * as store from './store.ts'

function operatorOf(settings: Settings) {
  return { name: settings.OPERATOR_NAME ?? null, email: settings.OPERATOR_EMAIL ?? null }
}

const siteInfo: Handler<typeof contract.siteInfo> = (_, ctx) => Promise.resolve({ operator: operatorOf(ctx.settings), demo: demoOf(ctx.env) })

const waiting = ({ count, oldestAt }: store.Waiting) => ({ count, oldestAt: oldestAt === null ? null : timestamp(oldestAt) })

const getInstallation: Handler<typeof contract.getInstallation> = async (_, ctx) => {
  const { env, settings } = ctx
  const [state, counts] = await Promise.all([health(env), store.countAll(ctx.db)])
  const { transcribe, evaluate, missing } = capabilities(env, settings, 'en')
  const listed = settingsWithin(env, ctx.tongue)
  const isSet = new Set(listed.filter((one) => one.isSet).map(({ name }) => name))
  return {
    health: state,
    address: { url: ctx.siteUrl, isChosen: isSet.has('PUBLIC_URL') },
    operator: operatorOf(settings),
    mail: { transport: mailerOf(env, settings).transport, from: settings.MAIL_FROM },
    ai: { transcribe, evaluate, missing: [...missing] },
    turn: { stun: settings.STUN_URLS.length, turn: settings.TURN_URLS.length, hasSecret: settings.TURN_SECRET !== undefined },
    providers: PROVIDERS.map((provider) => {
      const prefix = `${provider.toUpperCase()}_`
      // What a provider needs besides, the schema asks for at the start.
      const needed = ['CLIENT_ID', 'CLIENT_SECRET', ...(provider === 'oidc' ? ['ISSUER'] : [])].map((name) => prefix + name)
      return { provider, isOn: isSet.has(`${prefix}CLIENT_ID`), callbackUrl: `${ctx.siteUrl}${API_PREFIX}/auth/callback/${provider}`, settings: needed }
    }),
    deadLetters: waiting(counts.deadLetters),
    unsent: waiting(counts.unsent),
    openReports: waiting(counts.openReports),
    people: counts.people,
    databaseBytes: counts.databaseBytes,
    isDemo: env.DEMO !== undefined,
    settings: listed,
  }
}

export const routes = [route(contract.siteInfo, siteInfo), route(contract.getInstallation, getInstallation)]
