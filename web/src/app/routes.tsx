import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Broken } from '#app/broken.tsx'
import { doorSearch, editSearch, filterSearch, guestsOnly, signedInOnly, tokenSearch, wayBackSearch } from '#app/guard'
import { lazyPage } from '#app/lazy-page'
import { NotFound } from '#app/not-found.tsx'
import { Root } from '#app/root.tsx'
import { wordsOf } from '#app/words'
import { referenceSearch } from '#reference/sought'
import { requestsSearch } from '#requests/search'

const root = createRootRoute({ component: Root, notFoundComponent: NotFound, errorComponent: Broken })

// Pages with the menu. Their routes name this one as parent.
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: signedInOnly,
  component: lazyRouteComponent(() => import('#app/member-shell.tsx'), 'MemberShell'),
  loader: () => wordsOf('notifications'),
})

const landing = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => guestsOnly({ search: {} }),
  ...lazyPage('landing', () => import('#landing/app-landing.tsx'), 'AppLanding'),
})
const reference = createRoute({
  getParentRoute: () => root,
  path: '/docs',
  validateSearch: referenceSearch,
  ...lazyPage('reference', () => import('#reference/reference-page.tsx'), 'ReferencePage'),
})
// Words about the service, for everybody.
const terms = createRoute({ getParentRoute: () => root, path: '/terms', ...lazyPage('legal', () => import('#legal/terms-page.tsx'), 'TermsPage') })
const privacy = createRoute({ getParentRoute: () => root, path: '/privacy', ...lazyPage('legal', () => import('#legal/privacy-page.tsx'), 'PrivacyPage') })
const safety = createRoute({ getParentRoute: () => root, path: '/safety', ...lazyPage('legal', () => import('#legal/safety-page.tsx'), 'SafetyPage') })
const help = createRoute({ getParentRoute: () => root, path: '/help', ...lazyPage('legal', () => import('#legal/help-page.tsx'), 'HelpPage') })
const kit = createRoute({ getParentRoute: () => root, path: '/kit', ...lazyPage('kit', () => import('#kit/kit-page.tsx'), 'KitPage') })

// The door. `returnTo` is where somebody goes on to afterwards.
const door = { getParentRoute: () => root, validateSearch: doorSearch, beforeLoad: guestsOnly } as const
// Beside the page, who else can say who somebody is: the door waits for it a little, so that its form stays where it is.
const doorWords = async () => {
  const { awaitProviders } = await import('#ways-in/queries')
  await Promise.all([wordsOf('auth', 'ways-in'), awaitProviders()])
}
const signUp = createRoute({
  ...door,
  path: '/sign-up',
  component: lazyRouteComponent(() => import('#auth/sign-up-page.tsx'), 'SignUpPage'),
  loader: doorWords,
})
const signIn = createRoute({
  ...door,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('#auth/sign-in-page.tsx'), 'SignInPage'),
  loader: doorWords,
})
const wayBack = createRoute({
  getParentRoute: () => root,
  path: '/auth/callback/$provider',
  validateSearch: wayBackSearch,
  component: lazyRouteComponent(() => import('#ways-in/callback-page.tsx'), 'CallbackPage'),
  loader: () => wordsOf('auth', 'ways-in'),
})
const forgot = createRoute({ getParentRoute: () => root, path: '/forgot', ...lazyPage('auth', () => import('#auth/forgot-page.tsx'), 'ForgotPage') })
const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  validateSearch: tokenSearch,
  ...lazyPage('auth', () => import('#auth/reset-page.tsx'), 'ResetPage'),
})
const verify = createRoute({
  getParentRoute: () => root,
  path: '/verify',
  validateSearch: tokenSearch,
  ...lazyPage('auth', () => import('#auth/verify-page.tsx'), 'VerifyPage'),
})

const twoFactor = createRoute({
  getParentRoute: () => root,
  path: '/two-factor',
  ...lazyPage('two-factor', () => import('#two-factor/two-factor-page.tsx'), 'TwoFactorPage'),
})
const confirmEmail = createRoute({
  getParentRoute: () => root,
  path: '/confirm-email',
  validateSearch: tokenSearch,
  ...lazyPage('security', () => import('#security/confirm-email-page.tsx'), 'ConfirmEmailPage'),
})
const keepEmail = createRoute({
  getParentRoute: () => root,
  path: '/keep-email',
  validateSearch: tokenSearch,
  ...lazyPage('security', () => import('#security/keep-email-page.tsx'), 'KeepEmailPage'),
})

const welcomeStart = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  beforeLoad: signedInOnly,
  ...lazyPage('welcome', () => import('#welcome/welcome-page.tsx'), 'WelcomeStart'),
})
const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome/$step',
  validateSearch: editSearch,
  beforeLoad: signedInOnly,
  ...lazyPage('welcome', () => import('#welcome/welcome-page.tsx'), 'WelcomePage'),
})

const welcomePeople = createRoute({
  getParentRoute: () => root,
  path: '/welcome/people',
  beforeLoad: signedInOnly,
  component: lazyRouteComponent(() => import('#welcome/people-page.tsx'), 'PeoplePage'),
  loader: () => wordsOf('welcome', 'find'),
})

const levelTest = createRoute({
  getParentRoute: () => shell,
  path: '/level-test',
  ...lazyPage('level-test', () => import('#level-test/start-page.tsx'), 'StartPage'),
})
const levelTestRun = createRoute({
  getParentRoute: () => root,
  path: '/level-test/$testId',
  beforeLoad: signedInOnly,
  component: lazyRouteComponent(() => import('#level-test/test-page.tsx'), 'TestPage'),
  loader: () => wordsOf('level-test', 'recorder'),
})
const levelTestResult = createRoute({
  getParentRoute: () => shell,
  path: '/level-test/$testId/result',
  ...lazyPage('level-test', () => import('#level-test/result-page.tsx'), 'ResultPage'),
})

const home = createRoute({ getParentRoute: () => shell, path: '/home', ...lazyPage('home', () => import('#home/home-page.tsx'), 'HomePage') })
const me = createRoute({ getParentRoute: () => shell, path: '/me', ...lazyPage('me', () => import('#me/me-page.tsx'), 'MePage') })

const admin = createRoute({ getParentRoute: () => shell, path: '/admin', ...lazyPage('admin', () => import('#admin/admin-page.tsx'), 'AdminPage') })

const chat = createRoute({ getParentRoute: () => shell, path: '/chat', ...lazyPage('chat', () => import('#chat/list-page.tsx'), 'ChatListPage') })
const chatRoom = createRoute({
  getParentRoute: () => shell,
  path: '/chat/$roomId',
  validateSearch: (search: Record<string, unknown>): { at?: number } =>
    Number.isSafeInteger(search['at']) && Number(search['at']) > 0 ? { at: Number(search['at']) } : {},
  component: lazyRouteComponent(() => import('#chat/thread-page.tsx'), 'ThreadPage'),
  loader: () => wordsOf('chat'),
})

const find = createRoute({
  getParentRoute: () => shell,
  path: '/find',
  validateSearch: filterSearch,
  ...lazyPage('find', () => import('#find/list-page.tsx'), 'ListPage'),
})
const findPerson = createRoute({ getParentRoute: () => shell, path: '/find/$userId', ...lazyPage('find', () => import('#find/person-page.tsx'), 'PersonPage') })
const requests = createRoute({
  getParentRoute: () => shell,
  path: '/requests',
  validateSearch: requestsSearch,
  component: lazyRouteComponent(() => import('#requests/requests-page.tsx'), 'RequestsPage'),
  loader: () => wordsOf('requests', 'find'),
})
const notifications = createRoute({
  getParentRoute: () => shell,
  path: '/notifications',
  ...lazyPage('notifications', () => import('#notifications/notifications-page.tsx'), 'NotificationsPage'),
})

// The sections of the settings name `settings` as parent and their own path; the frame's list draws those that exist.
const settings = createRoute({
  getParentRoute: () => shell,
  id: 'settings',
  ...lazyPage('settings', () => import('#settings/frame.tsx'), 'SettingsFrame'),
})
const settingsIndex = createRoute({
  getParentRoute: () => settings,
  path: '/settings',
  ...lazyPage('settings', () => import('#settings/frame.tsx'), 'SettingsIndex'),
})
const settingsAccount = createRoute({
  getParentRoute: () => settings,
  path: '/settings/account',
  ...lazyPage('settings', () => import('#settings/account-page.tsx'), 'AccountPage'),
})
const settingsNotifications = createRoute({
  getParentRoute: () => settings,
  path: '/settings/notifications',
  ...lazyPage('settings', () => import('#settings/notifications-page.tsx'), 'NotificationsPage'),
})
const settingsPrivacy = createRoute({
  getParentRoute: () => settings,
  path: '/settings/privacy',
  ...lazyPage('settings', () => import('#settings/privacy-page.tsx'), 'PrivacyPage'),
})
const settingsLanguage = createRoute({
  getParentRoute: () => settings,
  path: '/settings/language',
  ...lazyPage('settings', () => import('#settings/language-page.tsx'), 'LanguagePage'),
})
const settingsSecurity = createRoute({
  getParentRoute: () => settings,
  path: '/settings/security',
  component: lazyRouteComponent(() => import('#security/security-page.tsx'), 'SecurityPage'),
  loader: () => wordsOf('security', 'settings', 'auth', 'ways-in'),
})

// Calls stand outside the menu.
const inCall = { getParentRoute: () => root, beforeLoad: signedInOnly } as const
const callCheck = createRoute({
  ...inCall,
  path: '/call/$sessionId/check',
  validateSearch: (search: Record<string, unknown>): { ring?: boolean } => (search['ring'] === true ? { ring: true } : {}),
  ...lazyPage('call', () => import('#call/check-page.tsx'), 'CheckPage'),
})
const callRoom = createRoute({ ...inCall, path: '/call/$sessionId', ...lazyPage('call', () => import('#call/room-page.tsx'), 'RoomPage') })
const callAfter = createRoute({
  ...inCall,
  path: '/call/$sessionId/after',
  validateSearch: (search: Record<string, unknown>): { elsewhere?: boolean } => (search['elsewhere'] === true ? { elsewhere: true } : {}),
  ...lazyPage('call', () => import('#call/after-page.tsx'), 'AfterPage'),
})

/** Every address of the app. A feature adds its routes to the list of its parent. */
export const routeTree = root.addChildren([
  landing,
  reference,
  kit,
  terms,
  privacy,
  safety,
  help,
  levelTestRun,
  signUp,
  signIn,
  wayBack,
  forgot,
  reset,
  verify,
  twoFactor,
  confirmEmail,
  keepEmail,
  welcomeStart,
  welcome,
  welcomePeople,
  callCheck,
  callRoom,
  callAfter,
  shell.addChildren([
    home,
    find,
    findPerson,
    requests,
    notifications,
    me,
    admin,
    chat,
    chatRoom,
    levelTest,
    levelTestResult,
    settings.addChildren([settingsIndex, settingsAccount, settingsSecurity, settingsNotifications, settingsPrivacy, settingsLanguage]),
  ]),
])
