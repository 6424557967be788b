import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { Bell as BellIcon } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import type { Notification } from '@studymate/contract/notifications'
import { Line } from '#notifications/parts/line.tsx'
import { bellQuery, unreadQuery, useRead } from '#notifications/queries'
import { EmptyState } from '#ui/empty-state.tsx'
import { Faces } from '#ui/faces.tsx'
import { RowSkeleton } from '#ui/skeleton.tsx'

const SHOWN = 8

/** The bell at the top right: its number follows the line; pressed, it shows the newest (native popover: Esc and a press outside close it). */
export function Bell() {
  const { t } = useLingui()
  const id = useId()
  const router = useRouter()
  const panel = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const unread = useQuery(unreadQuery()).data ?? 0
  const bell = useInfiniteQuery({ ...bellQuery(), enabled: open })
  const read = useRead()
  const rows = bell.data?.pages[0]?.data.slice(0, SHOWN) ?? []
  const label = unread > 0 ? t`알림, 새 소식 ${unread}개` : t`알림`
  const go = (notification: Notification) => {
    panel.current?.hidePopover()
    if (notification.readAt === null) read.mutate(notification.notificationId)
    router.history.push(notification.link)
  }
  return (
    <>
      <button ref={button} type="button" className="icb" popoverTarget={id} aria-label={label} title={label}>
        <BellIcon />
        {unread > 0 && <span className="dot" />}
      </button>
      <span className="sr" role="status">
        {unread > 0 && <Trans>새 소식 {unread}개</Trans>}
      </span>
      <div
        ref={panel}
        id={id}
        popover="auto"
        className="fixed inset-auto m-0 max-h-[70dvh] w-[min(400px,calc(100vw-32px))] overflow-auto rounded-card border border-line bg-raised p-2 text-ink shadow-float"
        role="dialog"
        aria-label={t`알림`}
        onToggle={(event) => {
          const box = button.current?.getBoundingClientRect()
          if (box) {
            event.currentTarget.style.top = `${box.bottom + 4}px`
            event.currentTarget.style.right = `${Math.max(16, document.documentElement.clientWidth - box.right)}px`
          }
          setOpen(event.newState === 'open')
        }}
      >
        {open && (
          <>
            <Faces
              of={bell}
              isEmpty={() => rows.length === 0}
              loading={<RowSkeleton count={3} />}
              empty={<EmptyState seed="quiet bell" title={t`아직 조용해요`} />}
            >
              {() => (
                <div className="list">
                  {rows.map((notification) => (
                    <Line key={notification.notificationId} notification={notification} onOpen={go} />
                  ))}
                </div>
              )}
            </Faces>
            <Link className="btn quiet wide" to="/notifications" onClick={() => panel.current?.hidePopover()}>
              <Trans>모두 보기</Trans>
            </Link>
          </>
        )}
      </div>
    </>
  )
}
