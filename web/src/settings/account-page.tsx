import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BIO_MAX, saveAccountSettings, type AccountSettings } from '@studymate/contract/settings'
import { api, ApiError } from '#app/api'
import { useDraft } from '#app/draft'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { usePreferences } from '#app/preferences'
import { useSentence } from '#app/sentence'
import { AccountDraft } from '#settings/drafts.schema'
import { SettingsPage } from '#settings/frame.tsx'
import { accountQuery } from '#settings/queries'
import { Button } from '#ui/button.tsx'
import { Faces } from '#ui/faces.tsx'
import { TextArea, TextField } from '#ui/field.tsx'
import { TextSkeleton } from '#ui/skeleton.tsx'

/** Names, place, words and number of the account, saved together; the address leads to where it is kept safe. */
export function AccountPage() {
  const { t } = useLingui()
  const locale = usePreferences((state) => state.locale)
  const account = useQuery(accountQuery(locale))
  return (
    <SettingsPage title={t`계정`}>
      <Faces of={account} loading={<TextSkeleton />} empty={null} title={t`계정을 불러오지 못했어요`}>
        {(of) => (
          <>
            <AccountForm of={of} />
            <Address of={of} />
          </>
        )}
      </Faces>
    </SettingsPage>
  )
}

type Field = keyof AccountDraft

function wrongIn(error: unknown): readonly string[] {
  const issues = error instanceof ApiError ? error.details['issues'] : null
  return Array.isArray(issues) ? issues.map((issue: { path?: unknown }) => String(issue.path)) : []
}

function AccountForm({ of }: { of: AccountSettings }) {
  const { t } = useLingui()
  const sentence = useSentence()
  const queries = useQueryClient()
  const [draft, setDraft, forget] = useDraft<AccountDraft>('settings.account', AccountDraft, {})
  const save = useMutation({
    mutationFn: (input: AccountDraft) => api.call(saveAccountSettings, input),
    onSuccess: async () => {
      setDraft({})
      forget()
      await queries.invalidateQueries({ queryKey: ['settings', 'account'] })
      // Names stand in the head of other pages too.
      await queries.invalidateQueries({ queryKey: ['me'] })
    },
  })
  const value = (field: Field) => draft[field] ?? of[field] ?? ''
  const changes = Object.fromEntries(Object.entries(draft).filter(([field, text]) => text !== (of[field as Field] ?? '')))
  const isChanged = Object.keys(changes).length > 0
  const left = BIO_MAX - [...value('bio').normalize('NFC')].length
  const blocked =
    value('displayName').trim() === '' ? t`이름을 적어 주세요` : left < 0 ? t`소개는 ${BIO_MAX}자까지예요` : isChanged ? null : t`바뀐 것이 없어요`
  const wrong = wrongIn(save.error)
  const WRONG: Readonly<Record<Field, string>> = {
    displayName: t`이 이름은 쓸 수 없어요. 40자 안에서 링크나 특수한 글자를 빼 주세요.`,
    englishName: t`이 이름은 쓸 수 없어요. 40자 안에서 링크나 특수한 글자를 빼 주세요.`,
    residence: t`100자 안에서 링크를 빼 주세요.`,
    bio: t`쓸 수 없는 글자가 있어요.`,
    phoneNumber: t`나라 번호부터 적어 주세요. 예: +82 10-1234-5678`,
  }
  const field = (name: Field) => ({
    name,
    value: value(name),
    error: wrong.includes(name) ? WRONG[name] : undefined,
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [name]: event.target.value }),
  })
  const { username } = of
  return (
    <form
      noValidate
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (blocked === null && !save.isPending) save.mutate(changes)
      }}
    >
      <TextField label={t`이름`} autoComplete="name" help={<Trans>@{username} · 이 이름은 바뀌지 않아요.</Trans>} {...field('displayName')} />
      <TextField label={t`영어 이름`} lang="en" help={t`배우는 사람이 부르기 쉬운 이름이에요. 비워 두어도 돼요.`} {...field('englishName')} />
      <TextField
        label={t`사는 곳`}
        autoComplete="address-level1"
        help={t`적은 글은 나만 봐요. 도시나 나라 이름이면 다른 사람에게 그 이름만 보여요.`}
        {...field('residence')}
      />
      <TextArea label={t`소개`} rows={4} help={t`${left}자 더 쓸 수 있어요.`} {...field('bio')} />
      <TextField
        label={t`전화번호`}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        help={
          <Trans>
            짝에게 보여 줄지는{' '}
            <Link className="link" to="/settings/privacy">
              공개 범위
            </Link>
            에서 골라요.
          </Trans>
        }
        {...field('phoneNumber')}
      />
      <PausedNote of={save} />
      {save.isError && wrong.length === 0 && <FormError>{sentence(save.error)}</FormError>}
      <div className="row wrap">
        <Button kind="go" type="submit" busy={save.isPending} blocked={blocked}>
          <Trans>저장</Trans>
        </Button>
        <span className="meta" role="status">
          {save.isSuccess && !isChanged && <Trans>저장했어요.</Trans>}
        </span>
      </div>
    </form>
  )
}

function Address({ of: { email, verified } }: { of: AccountSettings }) {
  return (
    <section className="stack s2" aria-labelledby="address">
      <div className="sect">
        <h2 className="h2" id="address">
          <Trans>이메일</Trans>
        </h2>
        <Link className="link tap" to="/settings/security">
          {email === null ? <Trans>이메일 더하기</Trans> : verified ? <Trans>이메일 바꾸기</Trans> : <Trans>이메일 확인하기</Trans>}
        </Link>
      </div>
      <p className="[overflow-wrap:anywhere]">
        {email ?? <Trans>아직 이메일이 없어요.</Trans>}
        {email !== null && (
          <span className="meta">
            {' · '}
            {verified ? <Trans>확인함</Trans> : <Trans>아직 확인하지 않음</Trans>}
          </span>
        )}
      </p>
    </section>
  )
}
