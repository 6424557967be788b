import { useLingui } from '@lingui/react/macro'
import type { Notification } from '@studymate/contract/notifications'
import { Avatar } from '#ui/avatar.tsx'

/** One line of the bell: the person first, then what they did. `onOpen` leads there. */
export function Line({ notification, onOpen }: { notification: Notification; onOpen: (notification: Notification) => void }) {
  const { t, i18n } = useLingui()
  const { from } = notification.data
  const at = new Intl.DateTimeFormat(i18n.locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(notification.createdAt))
  const unread = notification.readAt === null
  return (
    <button type="button" className="li w-full cursor-pointer border-0 bg-transparent text-left" onClick={() => onOpen(notification)}>
      <Avatar seed={from.userId} name={from.displayName} image={from.profileImage} />
      <span className="grow">
        <span className={unread ? 'block font-semibold' : 'block'}>
          {unread && <span className="sr">{t`새 소식`}: </span>}
          {notification.title}
        </span>
        {notification.body !== '' && (
          <span className="meta block" dir="auto">
            {notification.body}
          </span>
        )}
      </span>
      <span className="meta num">{at}</span>
      <span className={unread ? 'size-2 rounded-full bg-learn' : 'size-2'} aria-hidden="true" />
    </button>
  )
}
