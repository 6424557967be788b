import { useLingui } from '@lingui/react/macro'
import { ERRORS } from '@studymate/contract/errors'
import type { ErrorCode } from '@studymate/contract/errors'
import { Jump } from '#reference/parts/entry.tsx'

function sentence(code: ErrorCode, locale: string): string {
  return locale === 'en' ? ERRORS[code].en : ERRORS[code].ko
}

/** Error codes of an operation with status and sentence; each leads to the catalogue. */
export function ErrorList({ codes }: { codes: readonly ErrorCode[] }) {
  const { i18n } = useLingui()
  return (
    <ul className="ref-fields">
      {codes.map((code) => (
        <li key={code} className="ref-field">
          <span className="num">{ERRORS[code].status}</span>
          <code>
            <Jump to={`error.${code}`}>{code}</Jump>
          </code>
          <span className="two">{sentence(code, i18n.locale)}</span>
        </li>
      ))}
    </ul>
  )
}

/** The whole catalogue: each code has a place of its own. */
export function ErrorCatalogue({ codes }: { codes: readonly ErrorCode[] }) {
  const { i18n } = useLingui()
  return (
    <ul className="ref-fields card">
      {codes.map((code) => (
        <li key={code} id={`error.${code}`} className="ref-field">
          <span className="num">{ERRORS[code].status}</span>
          <code className="b">{code}</code>
          <span className="two">{sentence(code, i18n.locale)}</span>
        </li>
      ))}
    </ul>
  )
}
