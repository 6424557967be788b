import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Check, Chip, Choices, RadioRows, Switch } from '#ui/choice.tsx'
import { CodeField, PasswordField, Select, TextArea, TextField } from '#ui/field.tsx'
import { freeMinutes, type Span } from '#ui/spans'
import { Steps } from '#ui/steps.tsx'
import { TimeGrid } from '#ui/time-grid.tsx'
import { Section } from '#kit/parts/section.tsx'

const WEEK: readonly Span[] = [
  { day: 1, start: 1200, end: 1380 },
  { day: 3, start: 1200, end: 1350 },
  { day: 5, start: 540, end: 720 },
]

/** Fields and choices, all live. */
export function InputsKit() {
  const { t } = useLingui()
  const [spans, setSpans] = useState(WEEK)
  const [level, setLevel] = useState<'A1' | 'A2' | 'B1' | null>('B1')
  const hours = freeMinutes(spans) / 60
  return (
    <>
      <Section title={t`입력`}>
        <TextField label={t`이메일`} type="email" defaultValue="jiwoo@example.com" help={t`확인 메일을 보내요.`} />
        <TextField label={t`이메일`} type="email" defaultValue="jiwoo@example" error={t`끝에 .com 같은 주소가 빠졌어요.`} />
        <PasswordField label={t`비밀번호`} autoComplete="new-password" help={t`10자 이상이면 돼요.`} />
        <Select label={t`시간대`}>
          <option>Asia/Seoul (UTC+9)</option>
          <option>Australia/Sydney (UTC+11)</option>
        </Select>
        <TextArea label={t`내 인사`} placeholder={t`인사 한마디면 충분해요.`} help={t`쓰던 글은 여기 남아요.`} />
        <CodeField label={t`6자리 숫자`} defaultValue="305148" maxLength={6} />
      </Section>
      <Section title={t`고르기`}>
        <Choices legend={t`방법`} help={t`여러 개 골라도 돼요.`}>
          <Chip defaultChecked>
            <Trans>글</Trans>
          </Chip>
          <Chip>
            <Trans>목소리</Trans>
          </Chip>
          <Chip disabled>
            <Trans>얼굴 보며</Trans>
          </Chip>
        </Choices>
        <Choices legend={t`시간`} stacked>
          <Check defaultChecked>
            <Trans>내 빈 시간과 겹칠 때만</Trans>
          </Check>
          <Check>
            <Trans>주말 오전</Trans>
          </Check>
        </Choices>
        <RadioRows
          legend={t`영어로 지금 어디까지 할 수 있어요?`}
          name="kit-level"
          value={level}
          onChange={setLevel}
          options={[
            { value: 'A1', label: t`인사하고 내 이름과 사는 곳을 말해요.`, end: 'A1' },
            { value: 'A2', label: t`주문하고, 길을 묻고, 어제 한 일을 짧게 말해요.`, end: 'A2' },
            { value: 'B1', label: t`익숙한 이야기라면 이유를 들어 말해요.`, end: 'B1' },
          ]}
          help={t`틀려도 괜찮아요. 나중에 수준 시험으로 맞춰 볼 수 있어요.`}
        />
        <div className="list card py-1">
          <Switch defaultChecked note={t`영어와 한국어, 자동`}>
            <Trans>자막</Trans>
          </Switch>
          <Switch note={t`목소리 먼저, 화면은 나중에`}>
            <Trans>가볍게</Trans>
          </Switch>
        </div>
        <div className="row">
          <Steps at={3} of={4} note={t`약 2분`} />
        </div>
      </Section>
      <Section title={t`빈 시간`} columns={1}>
        <p className="num">
          <b>
            <Trans>주 {hours}시간</Trans>
          </b>
        </p>
        <TimeGrid value={spans} onChange={setSpans} zone={t`서울`} today={2} />
      </Section>
    </>
  )
}
