import { useLingui } from '@lingui/react/macro'
import { Select } from '#ui/field.tsx'

interface BirthdayFieldProps {
  /** `01`–`12` and `01`–`31`, each empty while not chosen. */
  month: string
  day: string
  onChange: (next: { month: string; day: string }) => void
}

const two = (number: number) => String(number).padStart(2, '0')
const LEAP_YEAR = 2024

/** Month and day, both or neither. */
export function BirthdayField({ month, day, onChange }: BirthdayFieldProps) {
  const { t, i18n } = useLingui()
  const name = new Intl.DateTimeFormat(i18n.locale, { month: 'long', timeZone: 'UTC' })
  const days = month === '' ? 31 : new Date(Date.UTC(LEAP_YEAR, Number(month), 0)).getUTCDate()
  return (
    <fieldset>
      <legend className="label mb-2">{t`생일 (적지 않아도 돼요)`}</legend>
      <div className="flex gap-2">
        <Select
          label={t`몇 월`}
          hideLabel
          value={month}
          onChange={({ target: { value } }) =>
            onChange(
              value === ''
                ? { month: '', day: '' }
                : { month: value, day: Number(day) > new Date(Date.UTC(LEAP_YEAR, Number(value), 0)).getUTCDate() ? '' : day },
            )
          }
        >
          <option value="">{t`몇 월`}</option>
          {Array.from({ length: 12 }, (_, at) => (
            <option key={at} value={two(at + 1)}>
              {name.format(Date.UTC(LEAP_YEAR, at, 1))}
            </option>
          ))}
        </Select>
        <Select label={t`며칠`} hideLabel value={day} disabled={month === ''} onChange={({ target: { value } }) => onChange({ month, day: value })}>
          <option value="">{t`며칠`}</option>
          {Array.from({ length: days }, (_, at) => (
            <option key={at} value={two(at + 1)}>
              {new Intl.NumberFormat(i18n.locale).format(at + 1)}
            </option>
          ))}
        </Select>
      </div>
      <p className="meta mt-1">{t`상대에게는 보이지 않아요.`}</p>
    </fieldset>
  )
}
