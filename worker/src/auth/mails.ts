import { letter } from '#mail/letter'
import type { LinkMail } from '#mail/letter'
import type { Mail } from '#mail/mime'

const RESET = {
  ko: {
    subject: '[StudyMate] 새 비밀번호 정하기',
    lines: [
      '새 비밀번호를 정하려면 아래 주소를 열어 주세요. 한 시간 동안, 한 번만 쓸 수 있어요.',
      '부탁한 적이 없다면 이 메일은 지워도 돼요. 비밀번호는 그대로예요.',
    ],
    button: '새 비밀번호 정하기',
  },
  en: {
    subject: '[StudyMate] Choose a new password',
    lines: [
      'Open this address to choose a new password. It works once, within an hour.',
      'If you did not ask for it, you can delete this mail. Your password stays as it is.',
    ],
    button: 'Choose a new password',
  },
} as const

const VERIFY = {
  ko: {
    subject: '[StudyMate] 이메일 확인하기',
    lines: [
      '이메일이 맞는지 확인하려면 아래 주소를 열고 버튼을 눌러 주세요. 24시간 동안 쓸 수 있어요.',
      '가입한 적이 없다면 이 메일은 지워도 돼요. 누르지 않으면 아무 일도 없어요.',
    ],
    button: '이메일 확인하기',
  },
  en: {
    subject: '[StudyMate] Verify your e-mail',
    lines: [
      'Open this address and press the button to verify your e-mail. It works within 24 hours.',
      'If you did not sign up, you can delete this mail. Unless you press the button, nothing happens.',
    ],
    button: 'Verify my e-mail',
  },
} as const

/** The mail with a link to choose a new password, in the recipient's saved language. */
export function resetMail(of: LinkMail): Mail {
  return letter(of, RESET[of.tongue])
}

/** The mail with a link that verifies an address, in the recipient's saved language. */
export function verifyMail(of: LinkMail): Mail {
  return letter(of, VERIFY[of.tongue])
}
