import { Trans } from '@lingui/react/macro'
import { Fragment } from 'react'
import type { Shape } from '#reference/document'
import { fieldsOf, type Field } from '#reference/model'
import { choicesOf, limitsOf, nameOf, plainType } from '#reference/shape'
import { Jump } from '#reference/parts/entry.tsx'

/** The type of a value in one line; names lead to their shape. */
function TypeName({ shape }: { shape: Shape }) {
  const name = nameOf(shape)
  if (name !== null) return <Jump to={`shape.${name}`}>{name}</Jump>
  // Several forms of an object are one type; their fields stand below, form by form.
  const choices = choicesOf(shape).filter((choice, at, all) => choice.type !== 'object' || all.findIndex(({ type }) => type === 'object') === at)
  if (choices.length > 0) {
    return choices.map((choice, at) => (
      <Fragment key={at}>
        {at > 0 && ' | '}
        <TypeName shape={choice} />
      </Fragment>
    ))
  }
  if (shape.type === 'array' && shape.items) {
    return (
      <>
        {choicesOf(shape.items).length > 0 && '('}
        <TypeName shape={shape.items} />
        {choicesOf(shape.items).length > 0 && ')'}[]
      </>
    )
  }
  if (typeof shape.additionalProperties === 'object' && shape.properties === undefined) {
    return (
      <>
        {'{ [name]: '}
        <TypeName shape={shape.additionalProperties} />
        {' }'}
      </>
    )
  }
  return plainType(shape)
}

/** Whether a shape has fields of its own to unfold, here or in what it holds. */
function hasInside(shape: Shape): boolean {
  if (nameOf(shape) !== null) return false
  const inner = [
    ...choicesOf(shape),
    ...(shape.items ? [shape.items] : []),
    ...(typeof shape.additionalProperties === 'object' ? [shape.additionalProperties] : []),
  ]
  return Object.keys(shape.properties ?? {}).length > 0 || (shape.allOf?.length ?? 0) > 1 || inner.some(hasInside)
}

/** What stands inside a value: its fields, those of its items, those of each of its forms. */
function Inside({ shape }: { shape: Shape }) {
  if (!hasInside(shape)) return null
  if (shape.items) return <Inside shape={shape.items} />
  if (typeof shape.additionalProperties === 'object') return <Inside shape={shape.additionalProperties} />
  const parts = shape.allOf ?? []
  const choices = choicesOf(shape).filter(hasInside)
  const forms = choices.length > 1 ? choices : []
  return (
    <>
      {shape.properties !== undefined && <Fields fields={fieldsOf(shape)} />}
      {(choices.length === 1 ? choices : parts).map((part, at) => (
        <Inside key={at} shape={part} />
      ))}
      {forms.map((form, at) => (
        <div key={at} className="ref-form">
          <p className="meta">
            <Trans>
              모양 {at + 1} / {forms.length}
            </Trans>
          </p>
          <Inside shape={form} />
        </div>
      ))}
    </>
  )
}

/** Type and limits of one value, and what it is for. */
function About({ shape }: { shape: Shape }) {
  const limits = limitsOf(shape)
  return (
    <>
      <code>
        <TypeName shape={shape} />
      </code>
      {limits.map((limit) => (
        <code key={limit} className="ref-limit">
          {limit}
        </code>
      ))}
    </>
  )
}

/** Fields or parameters, one a line, each with what it holds below it. */
export function Fields({ fields }: { fields: readonly Field[] }) {
  return (
    <ul className="ref-fields">
      {fields.map(({ name, required, shape }) => (
        <li key={name}>
          <div className="ref-field">
            <code className="b">{name}</code>
            {!required && (
              <span className="meta">
                <Trans>선택 항목</Trans>
              </span>
            )}
            <About shape={shape} />
          </div>
          {shape.description !== undefined && (
            <p className="two" lang="en">
              {shape.description}
            </p>
          )}
          <Inside shape={shape} />
        </li>
      ))}
    </ul>
  )
}

/** A whole value: its type, limits, example and fields. */
export function Whole({ shape }: { shape: Shape }) {
  return (
    <div className="stack s2">
      <div className="ref-field">
        <About shape={shape} />
        {shape.example !== undefined && (
          <span className="meta">
            <Trans>
              보기 <code>{JSON.stringify(shape.example)}</code>
            </Trans>
          </span>
        )}
      </div>
      <Inside shape={shape} />
    </div>
  )
}
