import { Trans, useLingui } from '@lingui/react/macro'
import { PlainPage } from '#app/page.tsx'
import { LocaleSwitch, ThemeSwitch } from '#app/switches.tsx'
import { ButtonsKit } from '#kit/parts/buttons-kit.tsx'
import { CallKit } from '#kit/parts/call-kit.tsx'
import { ChatKit } from '#kit/parts/chat-kit.tsx'
import { ClothKit } from '#kit/parts/cloth-kit.tsx'
import { FloatingKit } from '#kit/parts/floating-kit.tsx'
import { InputsKit } from '#kit/parts/inputs-kit.tsx'
import { PeopleKit } from '#kit/parts/people-kit.tsx'
import { StatesKit } from '#kit/parts/states-kit.tsx'
import { TestKit } from '#kit/parts/test-kit.tsx'
import { TokensKit } from '#kit/parts/tokens-kit.tsx'

/** Every component in every state, in both themes and languages. What is not here is not in the design system. */
export function KitPage() {
  const { t } = useLingui()
  return (
    <PlainPage title={t`부품`} narrow={false}>
      <div className="stack s7 pt-4">
        <div className="stack">
          <h1 className="h1">
            <Trans>부품</Trans>
          </h1>
          <div className="row wrap start gap-8">
            <ThemeSwitch />
            <LocaleSwitch />
          </div>
        </div>
        <ClothKit />
        <ButtonsKit />
        <InputsKit />
        <PeopleKit />
        <ChatKit />
        <TestKit />
        <CallKit />
        <FloatingKit />
        <StatesKit />
        <TokensKit />
      </div>
    </PlainPage>
  )
}
