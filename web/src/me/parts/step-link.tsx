import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'

/** Leads to the step of the welcome in which a fact is changed, and back. */
export function StepLink({ step, label }: { step: 'languages' | 'why' | 'topics' | 'how' | 'partner' | 'times'; label: string }) {
  return (
    <Link className="link tap meta" to="/welcome/$step" params={{ step }} search={{ edit: true }} aria-label={label}>
      <Trans>고치기</Trans>
    </Link>
  )
}
