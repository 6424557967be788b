import { Trans, useLingui } from '@lingui/react/macro'
import type { Partner } from '@studymate/contract/matching'
import type { UserId } from '@studymate/contract/values'
import { Avatar } from '#ui/avatar.tsx'

/** Partners to choose from, as boxes with their names. */
export function PeoplePicker({
  partners,
  chosen,
  onChange,
}: {
  partners: readonly Partner[]
  chosen: readonly UserId[]
  onChange: (chosen: readonly UserId[]) => void
}) {
  const { t } = useLingui()
  if (partners.length === 0)
    return (
      <p className="two">
        <Trans>부를 수 있는 짝이 아직 없어요.</Trans>
      </p>
    )
  return (
    <fieldset>
      <legend className="label mb-2">{chosen.length > 0 ? t`${chosen.length}명을 골랐어요` : t`함께할 짝`}</legend>
      <div className="pick-people">
        {partners.map(({ userId, displayName, profileImage }) => (
          <label key={userId}>
            <input
              type="checkbox"
              checked={chosen.includes(userId)}
              onChange={({ target }) => onChange(target.checked ? [...chosen, userId] : chosen.filter((one) => one !== userId))}
            />
            <Avatar seed={userId} name={displayName} image={profileImage} />
            <b>{displayName}</b>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
