import { Trans, useLingui } from '@lingui/react/macro'
import { saveSchedule, type Schedule } from '@studymate/contract/onboarding'
import type { Profile } from '@studymate/contract/user'
import { api } from '#app/api'
import { useDraft } from '#app/draft'
import { Select } from '#ui/field.tsx'
import { freeMinutes } from '#ui/spans'
import { TimeGrid } from '#ui/time-grid.tsx'
import { slotsOf, spansOf } from '#welcome/hours'
import { TimesDraft } from '#welcome/drafts.schema'
import { Frame } from '#welcome/frame.tsx'

interface TimesStepProps {
  profile: Profile
  schedule: Schedule
  zones: readonly { code: string; name: string; aliases: readonly string[] }[]
}

/** Monday is 0, in a zone. */
function todayIn(zone: string): number {
  const short = new Intl.DateTimeFormat('en-US', { weekday: 'short', timeZone: zone }).format(new Date())
  return ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(short)
}

/** Step 7: free hours on the person's own clock. */
export function TimesStep({ profile, schedule, zones }: TimesStepProps) {
  const { t, i18n } = useLingui()
  const [draft, setDraft, forget] = useDraft<TimesDraft>('welcome.times', TimesDraft, {
    zone: schedule.timeZone ?? profile.timeZone,
    spans: spansOf(schedule.slots),
  })
  const { spans } = draft
  // A browser may say an old name that the list has under a new one, or the other way round; `Etc/GMT-9` it does not list at all.
  const listed = zones.find(({ code, aliases }) => code === draft.zone || aliases.includes(draft.zone))
  const zone = listed?.code ?? draft.zone
  const known = listed ? zones : [{ code: zone, name: zone.replaceAll('_', ' ') }, ...zones]
  const zoneName = known.find((one) => one.code === zone)?.name.split(' · ')[0] ?? zone
  const hours = new Intl.NumberFormat(i18n.locale).format(freeMinutes(spans) / 60)
  return (
    <Frame
      step="times"
      title={t`언제 이야기할 수 있어요?`}
      lead={<Trans>내 시간으로 적어 두면 상대에게는 상대 시간으로 보여요. 나중에 정해도 괜찮아요.</Trans>}
      blocked={null}
      leaves
      save={async () => {
        await api.call(saveSchedule, { timeZone: zone, slots: slotsOf(spans) })
        forget()
      }}
    >
      <div className="row wrap justify-between">
        <div className="w-full max-w-75">
          <Select label={t`시간대`} hideLabel value={zone} onChange={(event) => setDraft({ ...draft, zone: event.target.value })}>
            {known.map((one) => (
              <option key={one.code} value={one.code}>
                {one.name}
              </option>
            ))}
          </Select>
        </div>
        <span className="num">
          <Trans>
            <b>주 {hours}시간</b> 골랐어요
          </Trans>
        </span>
      </div>
      <TimeGrid value={spans} zone={zoneName} today={todayIn(zone)} onChange={(next) => setDraft({ ...draft, spans: next })} />
    </Frame>
  )
}
