import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { Operation } from '#reference/model'
import { ACCESS } from '#reference/words'
import { Entry } from '#reference/parts/entry.tsx'
import { ErrorList } from '#reference/parts/errors.tsx'
import { Fields, Whole } from '#reference/parts/types.tsx'

function Part({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div className="stack s1">
      <h4 className="b">{title}</h4>
      {children}
    </div>
  )
}

function Facts({ of }: { of: Operation }) {
  const { t } = useLingui()
  const facts: readonly { readonly name: string; readonly value: ReactNode }[] = [
    { name: t`부를 수 있는 사람`, value: t(ACCESS[of.access]) },
    { name: t`횟수`, value: of.limit === null ? t`제한 없음` : <code>{of.limit}</code> },
    ...(of.aliases.length > 0 ? [{ name: t`다른 이름`, value: of.aliases.map((alias) => <code key={alias}>{alias}</code>) }] : []),
    { name: 'operationId', value: <code>{of.id}</code> },
  ]
  return (
    <dl className="ref-facts">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt className="meta">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Content({ of }: { of: Operation }) {
  const largest = of.maxBody === null ? null : Math.round(of.maxBody / 1024 / 1024)
  return (
    <>
      <Facts of={of} />
      {of.inPath.length > 0 && (
        <Part title={<Trans>경로에 넣는 값</Trans>}>
          <Fields fields={of.inPath} />
        </Part>
      )}
      {of.inQuery.length > 0 && (
        <Part title={<Trans>주소 뒤에 붙이는 값</Trans>}>
          <Fields fields={of.inQuery} />
        </Part>
      )}
      {of.body && (
        <Part title={<Trans>본문</Trans>}>
          <p className="meta">
            <code>{of.body.kind}</code>
            {largest !== null && (
              <>
                {' · '}
                <Trans>최대 {largest} MB</Trans>
              </>
            )}
          </p>
          <Fields fields={of.body.fields} />
        </Part>
      )}
      {of.answer && (
        <Part
          title={
            <Trans>
              답 <span className="num">{of.answer.status}</span>
            </Trans>
          }
        >
          <p className="meta">
            <code>data</code>
          </p>
          <Whole shape={of.answer.data} />
          {of.answer.beside.length > 0 && (
            <>
              <p className="meta">
                <Trans>
                  <code>data</code> 옆에
                </Trans>
              </p>
              <Fields fields={of.answer.beside} />
            </>
          )}
        </Part>
      )}
      <Part title={<Trans>오류 응답</Trans>}>
        <ErrorList codes={of.errors} />
      </Part>
    </>
  )
}

/** One operation: method, path and sentence; folded out, everything that a caller must know. */
export function OperationEntry({ of }: { of: Operation }) {
  return (
    <Entry
      id={of.id}
      head={
        <h3 className="ref-head">
          <code className={of.method === 'DELETE' ? 'ref-method text-bad' : 'ref-method'}>{of.method}</code>
          <code className="ref-path">
            {of.path.split('/').map((part, at) => (
              // A path may break before each of its parts, never inside a name.
              <span key={at}>
                {at > 0 && (
                  <>
                    <wbr />/
                  </>
                )}
                {part}
              </span>
            ))}
          </code>
          <span className="two" lang="en">
            {of.summary}
          </span>
        </h3>
      }
    >
      {() => <Content of={of} />}
    </Entry>
  )
}
