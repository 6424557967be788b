import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useMemo, type ReactNode } from 'react'
import { PlainPage } from '#app/page.tsx'
import { usePreferences } from '#app/preferences'
import { speak } from '#app/words'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Faces } from '#ui/faces.tsx'
import { TextField } from '#ui/field.tsx'
import { languageName } from '#ui/language.tsx'
import { Bone, Skeleton } from '#ui/skeleton.tsx'
import type { Reference } from '#reference/model'
import { referenceQuery } from '#reference/queries'
import { isNothing, search } from '#reference/search'
import { useSought } from '#reference/sought'
import { TAGS } from '#reference/words'
import { Basics } from '#reference/parts/basics.tsx'
import { Contents, type Chapter } from '#reference/parts/contents.tsx'
import { ErrorCatalogue } from '#reference/parts/errors.tsx'
import { ChannelPart, ShapeEntry } from '#reference/parts/frames.tsx'
import { OperationEntry } from '#reference/parts/operation.tsx'
import '#reference/reference.css'

function Loading() {
  return (
    <Skeleton>
      <div className="ref-cols">
        <div className="stack">
          {[80, 92, 48, 64, 56].map((width) => (
            <Bone key={width} width={width} height={20} />
          ))}
        </div>
        <div className="stack s5">
          {[5, 7, 4].map((rows) => (
            <div key={rows} className="stack">
              <Bone width={28} height={24} />
              <div className="card stack">
                {Array.from({ length: rows }, (_, at) => (
                  <Bone key={at} width={88 - at * 6} />
                ))}
              </div>
            </div>
          ))}
        </div>
      </div>
    </Skeleton>
  )
}

function Chaptered({ id, title, children }: { id: string; title: ReactNode; children: ReactNode }) {
  return (
    <section className="stack s3" id={id} aria-labelledby={`${id}.title`}>
      <h2 className="h2" id={`${id}.title`}>
        {title}
      </h2>
      {children}
    </section>
  )
}

function Text({ of, whole }: { of: Reference; whole: boolean }) {
  const { t } = useLingui()
  const tags = [...new Set(of.operations.map(({ tag }) => tag))]
  const nameOfTag = (tag: string) => TAGS[tag] ?? tag
  const chapters: Chapter[] = [
    ...(whole ? [{ id: 'basics', name: msg`공통 약속`, count: null }] : []),
    ...tags.map((tag) => ({ id: `tag.${tag}`, name: nameOfTag(tag), count: of.operations.filter((one) => one.tag === tag).length })),
    ...(of.channels.length > 0 ? [{ id: 'sockets', name: msg`소켓`, count: of.channels.reduce((sum, { frames }) => sum + frames.length, 0) }] : []),
    ...(of.shapes.length > 0 ? [{ id: 'shapes', name: msg`이름 있는 모양`, count: of.shapes.length }] : []),
    ...(of.errors.length > 0 ? [{ id: 'errors', name: msg`오류 코드`, count: of.errors.length }] : []),
  ]
  return (
    <div className="ref-cols">
      <Contents chapters={chapters} />
      <div className="stack s6">
        {whole && (
          <Chaptered id="basics" title={<Trans>공통 약속</Trans>}>
            <Basics />
          </Chaptered>
        )}
        {tags.map((tag) => {
          const name = nameOfTag(tag)
          return (
            <Chaptered key={tag} id={`tag.${tag}`} title={typeof name === 'string' ? name : t(name)}>
              <div className="card ref-list">{of.operations.map((one) => one.tag === tag && <OperationEntry key={one.id} of={one} />)}</div>
            </Chaptered>
          )
        })}
        {of.channels.length > 0 && (
          <Chaptered id="sockets" title={<Trans>소켓</Trans>}>
            <div className="stack s5">
              {of.channels.map((channel) => (
                <ChannelPart key={channel.name} of={channel} />
              ))}
            </div>
          </Chaptered>
        )}
        {of.shapes.length > 0 && (
          <Chaptered id="shapes" title={<Trans>이름 있는 모양</Trans>}>
            <div className="card ref-list">
              {of.shapes.map((shape) => (
                <ShapeEntry key={shape.name} of={shape} />
              ))}
            </div>
          </Chaptered>
        )}
        {of.errors.length > 0 && (
          <Chaptered id="errors" title={<Trans>오류 코드</Trans>}>
            <ErrorCatalogue codes={of.errors} />
          </Chaptered>
        )}
      </div>
    </div>
  )
}

/** The reference of the API, drawn from the service's own documents: operations, sockets, shapes, error codes. */
export function ReferencePage() {
  const { t } = useLingui()
  const reference = useQuery(referenceQuery())
  const locale = usePreferences((state) => state.locale)
  const other = locale === 'ko' ? 'en' : 'ko'
  const [sought, seek] = useSought()
  const found = useMemo(() => (reference.data ? search(reference.data, sought) : undefined), [reference.data, sought])
  return (
    <PlainPage
      title={t`API 문서`}
      narrow={false}
      end={
        <Button kind="quiet" lang={other} onClick={() => void speak(other)}>
          {languageName(other, other)}
        </Button>
      }
    >
      <div className="stack s5">
        <div className="stack s2">
          <h1 className="h1">
            <Trans>API 문서</Trans>
          </h1>
          <p className="lead">
            <Trans>
              이 서버가 스스로 내놓는{' '}
              <a className="link" href="/openapi.json">
                openapi.json
              </a>
              과{' '}
              <a className="link" href="/asyncapi.json">
                asyncapi.json
              </a>
              을 그대로 그렸어요. 여기 있는 것은 모두 움직여요.
            </Trans>
          </p>
        </div>
        <search className="ref-search">
          <TextField
            label={t`찾기`}
            help={t`주소, 이름, 필드, 오류 코드로 찾아요.`}
            type="search"
            value={sought}
            onChange={(event) => seek(event.currentTarget.value)}
            autoCapitalize="none"
            spellCheck={false}
          />
        </search>
        <Faces
          of={{ ...reference, data: found }}
          loading={<Loading />}
          isEmpty={isNothing}
          title={t`문서를 불러오지 못했어요`}
          empty={
            <EmptyState seed="nothing found" title={t`그런 것은 여기 없어요.`} action={<Button onClick={() => seek('')}>{t`모두 보기`}</Button>}>
              <Trans>다른 말로 찾아보세요. 낱말을 줄이면 더 많이 나와요.</Trans>
            </EmptyState>
          }
        >
          {(part) => <Text of={part} whole={sought.trim() === ''} />}
        </Faces>
      </div>
    </PlainPage>
  )
}
