import { useLingui } from '@lingui/react/macro'
import { ChevronDown, Eye, EyeOff, TriangleAlert } from 'lucide-react'
import { useId, useState, type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, type TextareaHTMLAttributes } from 'react'

interface Around {
  label: ReactNode
  help?: ReactNode
  /** What is wrong and how to mend it; the field then is marked invalid. */
  error?: string | undefined
  /** Keep the label for readers only, where the words beside it already say it. */
  hideLabel?: boolean
}

/** Label above, control, then help or error below; all tied together for readers. For a control that the kit lacks. */
export function Field({
  label,
  help,
  error,
  hideLabel = false,
  children,
}: Around & { children: (tie: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }) => ReactNode }) {
  const id = useId()
  const about = error !== undefined || help !== undefined ? `${id}-about` : undefined
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? 'sr' : undefined}>
        {label}
      </label>
      {children({ id, 'aria-describedby': about, 'aria-invalid': error === undefined ? undefined : true })}
      {error !== undefined ? (
        <p className="help err" id={about} role="alert">
          <TriangleAlert className="s" />
          {error}
        </p>
      ) : (
        help !== undefined && (
          <p className="help" id={about}>
            {help}
          </p>
        )
      )}
    </div>
  )
}

const inputClass = (error: string | undefined) => (error === undefined ? 'in' : 'in err')

type TextFieldProps = Around & Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'id'> & { ref?: Ref<HTMLInputElement> }

/** One line of text. Spreads react-hook-form's `register(…)`. */
export function TextField({ label, help, error, hideLabel, ...input }: TextFieldProps) {
  return (
    <Field label={label} help={help} error={error} hideLabel={hideLabel ?? false}>
      {(tie) => <input {...input} {...tie} className={inputClass(error)} />}
    </Field>
  )
}

/** A password with a switch that shows it. `autoComplete` must say `current-password` or `new-password`. */
export function PasswordField({ label, help, error, hideLabel, ...input }: TextFieldProps & { autoComplete: 'current-password' | 'new-password' }) {
  const { t } = useLingui()
  const [shown, setShown] = useState(false)
  return (
    <Field label={label} help={help} error={error} hideLabel={hideLabel ?? false}>
      {(tie) => (
        <div className="secret">
          <input {...input} {...tie} type={shown ? 'text' : 'password'} className={inputClass(error)} autoCapitalize="none" spellCheck={false} />
          <button type="button" className="icb" aria-pressed={shown} aria-label={t`비밀번호 보기`} onClick={() => setShown(!shown)}>
            {shown ? <EyeOff /> : <Eye />}
          </button>
        </div>
      )}
    </Field>
  )
}

/** A short code of digits, one field: pasting and one-time-code filling work. */
export function CodeField({ label, help, error, hideLabel, ...input }: TextFieldProps) {
  return (
    <Field label={label} help={help} error={error} hideLabel={hideLabel ?? false}>
      {(tie) => (
        <div className="code">
          <input {...input} {...tie} className={inputClass(error)} inputMode="numeric" autoComplete="one-time-code" />
        </div>
      )}
    </Field>
  )
}

type TextAreaProps = Around & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'className' | 'id'> & { ref?: Ref<HTMLTextAreaElement> }

/** Several lines, one type step larger: what a learner writes is study text. */
export function TextArea({ label, help, error, hideLabel, ...input }: TextAreaProps) {
  return (
    <Field label={label} help={help} error={error} hideLabel={hideLabel ?? false}>
      {(tie) => <textarea {...input} {...tie} className={inputClass(error)} />}
    </Field>
  )
}

type SelectProps = Around & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'className' | 'id'> & { ref?: Ref<HTMLSelectElement> }

/** A native choice list; children are `<option>`s. */
export function Select({ label, help, error, hideLabel, children, ...input }: SelectProps) {
  return (
    <Field label={label} help={help} error={error} hideLabel={hideLabel ?? false}>
      {(tie) => (
        <div className="sel">
          <select {...input} {...tie} className={inputClass(error)}>
            {children}
          </select>
          <ChevronDown />
        </div>
      )}
    </Field>
  )
}
