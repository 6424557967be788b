import { Trans, useLingui } from '@lingui/react/macro'
import type { siteInfo } from '@studymate/contract/installation'
import type { DataOf } from '@studymate/contract/endpoint'
import { Faces } from '#ui/faces.tsx'
import type { Faced } from '#ui/faces.tsx'
import { TextSkeleton } from '#ui/skeleton.tsx'

/** Who answers for this installation and how to reach them; said plainly where they have not said it. */
export function Operator({ of }: { of: Faced<DataOf<typeof siteInfo>> }) {
  const { t } = useLingui()
  return (
    <section className="card stack s2" aria-labelledby="operator">
      <h2 className="h3" id="operator">
        <Trans>누가 운영하나요</Trans>
      </h2>
      <Faces of={of} loading={<TextSkeleton lines={2} />} empty={null} title={t`운영자를 불러오지 못했어요`}>
        {({ operator: { name, email } }) => (
          <>
            <p>{name ?? <Trans>운영자가 아직 이름을 밝히지 않았어요.</Trans>}</p>
            <p>
              {email === null ? (
                <span className="two">
                  <Trans>연락처도 아직 없어요. 이 주소를 알려 준 사람에게 물어봐 주세요.</Trans>
                </span>
              ) : (
                <a className="link tap" href={`mailto:${email}`}>
                  {email}
                </a>
              )}
            </p>
          </>
        )}
      </Faces>
    </section>
  )
}
