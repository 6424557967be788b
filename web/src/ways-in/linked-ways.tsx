import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { linkProvider, unlinkProvider, type LinkedWay } from '@studymate/contract/ways-in'
import { api } from '#app/api'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { queryClient } from '#app/providers.tsx'
import { useSentence } from '#app/sentence'
import { Button } from '#ui/button.tsx'
import { Faces } from '#ui/faces.tsx'
import { RowSkeleton } from '#ui/skeleton.tsx'
import { toast } from '#ui/toast.tsx'
import { ProviderMark } from '#ways-in/parts/provider-mark.tsx'
import { waysInQuery } from '#ways-in/queries'

function Way({ way }: { way: LinkedWay }) {
  const { t } = useLingui()
  const sentence = useSentence()
  const { provider, name, linked, removable } = way
  const link = useMutation({
    mutationFn: () => api.call(linkProvider, { provider, returnTo: window.location.pathname }),
    onSuccess: ({ url }) => window.location.assign(url),
  })
  const unlink = useMutation({
    mutationFn: () => api.call(unlinkProvider, { provider }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: waysInQuery().queryKey })
      toast(t`${name} 계정의 연결을 끊었어요.`)
    },
  })
  const failed = link.error ?? unlink.error
  return (
    <li className="stack s2">
      <div className="li">
        <ProviderMark provider={provider} name={name} />
        <div className="grow">
          <p>{name}</p>
          <p className="meta">{linked === null ? <Trans>연결하지 않음</Trans> : (linked.email ?? <Trans>연결됨</Trans>)}</p>
        </div>
        {linked === null ? (
          <Button small busy={link.isPending || link.isSuccess} onClick={() => link.mutate()}>
            <span className="sr">{name} </span>
            <Trans>연결하기</Trans>
          </Button>
        ) : (
          <Button small busy={unlink.isPending} blocked={removable ? null : t`마지막 방법이에요`} onClick={() => unlink.mutate()}>
            <span className="sr">{name} </span>
            <Trans>연결 끊기</Trans>
          </Button>
        )}
      </div>
      <PausedNote of={linked === null ? link : unlink} />
      {failed !== null && <FormError>{sentence(failed)}</FormError>}
    </li>
  )
}

/**
 * The section of the settings that lists by which providers one signs in, links and unlinks them. Give `loader: () => wordsOf('ways-in', …)` to the route
 * that places it. Nothing where no provider is switched on.
 */
export function LinkedWays() {
  const { t } = useLingui()
  const ways = useQuery(waysInQuery())
  if (ways.data?.providers.length === 0) return null
  return (
    <section className="stack s3" aria-labelledby="ways-in">
      <h2 className="h2" id="ways-in">
        <Trans>로그인 방법</Trans>
      </h2>
      <p className="two">
        {ways.data?.password === false ? (
          <Trans>비밀번호 없이 연결된 계정으로 로그인해요. 하나는 남아 있어야 해요.</Trans>
        ) : (
          <Trans>이메일과 비밀번호 말고 이 계정으로도 로그인할 수 있어요.</Trans>
        )}
      </p>
      <Faces of={ways} loading={<RowSkeleton />} empty={null} isEmpty={() => false} title={t`로그인 방법을 불러오지 못했어요`}>
        {({ providers }) => (
          <ul className="list">
            {providers.map((way) => (
              <Way key={way.provider} way={way} />
            ))}
          </ul>
        )}
      </Faces>
    </section>
  )
}
