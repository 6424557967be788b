import { letter } from '#mail/letter'
import type { LinkMail, Words } from '#mail/letter'
import type { Mail } from '#mail/mime'

type Both = Readonly<Record<'ko' | 'en', Words>>

const CONFIRM: Both = {
  ko: {
    subject: '[StudyMate] 새 이메일 확인하기',
    lines: [
      '이 주소를 계정의 새 이메일로 쓰려면 아래 주소를 열고 버튼을 눌러 주세요. 24시간 동안 쓸 수 있어요.',
      '부탁한 적이 없다면 이 메일은 지워도 돼요. 누르지 않으면 아무 일도 없어요.',
    ],
    button: '새 이메일 확인하기',
  },
  en: {
    subject: '[StudyMate] Confirm your new e-mail',
    lines: [
      'Open this address and press the button to use this e-mail for your account. It works within 24 hours.',
      'If you did not ask for it, you can delete this mail. Unless you press the button, nothing happens.',
    ],
    button: 'Confirm my new e-mail',
  },
}

const OBJECT: Both = {
  ko: {
    subject: '[StudyMate] 이메일을 바꿔 달라는 부탁이 왔어요',
    lines: [
      '누군가 이 계정의 이메일을 다른 주소로 바꿔 달라고 했어요. 내가 한 일이 아니라면 아래 주소를 열고 버튼을 눌러 주세요. 7일 동안 되돌릴 수 있고, 모든 기기에서 로그아웃돼요.',
      '내가 한 일이라면 이 메일은 지워도 돼요.',
    ],
    button: '제가 한 일이 아니에요',
  },
  en: {
    subject: '[StudyMate] Somebody asked to change your e-mail',
    lines: [
      'Somebody asked to move your account to another e-mail. If it was not you, open this address and press the button: for seven days it takes the change back, and it signs every device out.',
      'If it was you, you can delete this mail.',
    ],
    button: 'It was not me',
  },
}

const NOT_ME = {
  ko: '내가 한 일이 아니라면 아래 주소에서 바로 새 비밀번호를 정해 주세요. 그러면 모든 기기에서 로그아웃돼요.',
  en: 'If it was not you, choose a new password at this address right away. That signs every device out.',
} as const
const ME = { ko: '내가 한 일이라면 이 메일은 지워도 돼요.', en: 'If it was you, you can delete this mail.' } as const
const BUTTON = { ko: '새 비밀번호 정하기', en: 'Choose a new password' } as const

const CHANGED = {
  password: {
    ko: ['[StudyMate] 비밀번호가 바뀌었어요', '계정의 비밀번호가 바뀌었어요.'],
    en: ['[StudyMate] Your password has changed', 'The password of your account has changed.'],
  },
  'two-factor-on': {
    ko: ['[StudyMate] 2단계 인증이 켜졌어요', '계정의 2단계 인증이 켜졌어요. 이제 로그인할 때 앱의 코드를 함께 물어요.'],
    en: ['[StudyMate] Two-factor authentication is on', 'Two-factor authentication is now on. Signing in asks for a code of your app as well.'],
  },
  'two-factor-off': {
    ko: ['[StudyMate] 2단계 인증이 꺼졌어요', '계정의 2단계 인증이 꺼졌어요. 이제 비밀번호만으로 로그인돼요.'],
    en: ['[StudyMate] Two-factor authentication is off', 'Two-factor authentication is now off. Signing in asks for your password only.'],
  },
} as const

/** What of an account's security changed. */
export type SecurityChange = keyof typeof CHANGED

/** The mail to a new address, with the link that confirms it. */
export function confirmMail(of: LinkMail): Mail {
  return letter(of, CONFIRM[of.tongue])
}

/** The mail to the address that is to be left, with the link to object. The new address is not in it: what somebody else typed has no place in our mails. */
export function objectMail(of: LinkMail): Mail {
  return letter(of, OBJECT[of.tongue])
}

/** Tells a person what changed; the link goes to the page that begins a new password. */
export function securityMail(of: LinkMail, what: SecurityChange): Mail {
  const [subject, line] = CHANGED[what][of.tongue]
  return letter(of, { subject, lines: [`${line} ${NOT_ME[of.tongue]}`, ME[of.tongue]], button: BUTTON[of.tongue] })
}
