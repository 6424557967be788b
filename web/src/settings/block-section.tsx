import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { UserId } from '@studymate/contract/values'
import { FormError } from '#app/form-error.tsx'
import { shortMoment } from '#app/moment'
import { useSentence } from '#app/sentence'
import { block, unblock } from '#safety/actions'
import { blocksQuery, privacyQuery } from '#settings/queries'
import { Avatar } from '#ui/avatar.tsx'
import { Button } from '#ui/button.tsx'
import { Faces } from '#ui/faces.tsx'
import { RowSkeleton } from '#ui/skeleton.tsx'
import { toast } from '#ui/toast.tsx'

/** Whom the person has blocked, by name, and the way to take it back. */
export function BlockSection() {
  const { t, i18n } = useLingui()
  const sentence = useSentence()
  const queries = useQueryClient()
  const blocks = useInfiniteQuery(blocksQuery())
  const refresh = () =>
    Promise.all([queries.invalidateQueries({ queryKey: blocksQuery().queryKey }), queries.invalidateQueries({ queryKey: privacyQuery().queryKey })])
  const again = useMutation({ mutationFn: block, onSuccess: refresh })
  const free = useMutation({
    mutationFn: ({ userId }: { userId: UserId; name: string }) => unblock(userId),
    onSuccess: async (_, { userId, name }) => {
      toast(t`${name} 님의 차단을 풀었어요.`, { label: t`다시 차단`, run: () => again.mutate(userId) })
      await refresh()
      document.getElementById('blocks')?.focus()
    },
  })
  const rows = blocks.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <section className="stack s2" aria-labelledby="blocks">
      <h2 className="h2" id="blocks" tabIndex={-1}>
        <Trans>차단한 사람</Trans>
      </h2>
      <p className="two">
        <Trans>서로 보이지 않고, 인사도 메시지도 전화도 닿지 않아요. 상대에게 알리지 않아요.</Trans>
      </p>
      <Faces
        of={blocks}
        isEmpty={() => rows.length === 0}
        loading={<RowSkeleton count={2} />}
        empty={
          <p className="meta">
            <Trans>차단한 사람이 없어요.</Trans>
          </p>
        }
        title={t`차단한 사람을 불러오지 못했어요`}
      >
        {() => (
          <ul className="list">
            {rows.map(({ userId, displayName, profileImage, blockedAt }) => {
              const name = displayName ?? t`이름을 모르는 사람`
              const on = shortMoment(blockedAt, i18n.locale, Date.now())
              return (
                <li key={userId} className="li">
                  <Avatar seed={userId} name={name} image={profileImage} size="s" />
                  <span className="min-w-0 grow">
                    <span className="block [overflow-wrap:anywhere]">{name}</span>
                    <span className="meta block">
                      <Trans>{on}에 차단</Trans>
                    </span>
                  </span>
                  <Button
                    small
                    busy={free.isPending && free.variables.userId === userId}
                    aria-label={t`${name} 님 차단 풀기`}
                    onClick={() => free.mutate({ userId, name })}
                  >
                    <Trans>차단 풀기</Trans>
                  </Button>
                </li>
              )
            })}
          </ul>
        )}
      </Faces>
      {free.isError && <FormError>{sentence(free.error)}</FormError>}
      {again.isError && <FormError>{sentence(again.error)}</FormError>}
      {blocks.hasNextPage && (
        <div>
          <Button busy={blocks.isFetchingNextPage} onClick={() => void blocks.fetchNextPage()}>
            <Trans>더 보기</Trans>
          </Button>
        </div>
      )}
    </section>
  )
}
