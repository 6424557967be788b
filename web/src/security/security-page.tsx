import '#security/security.css'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { endOtherDevices } from '@studymate/contract/security'
import { api } from '#app/api'
import { FormError } from '#app/form-error.tsx'
import { useSentence } from '#app/sentence'
import { DevicesSection } from '#security/devices-section.tsx'
import { EmailSection } from '#security/email-section.tsx'
import { HistorySection } from '#security/history-section.tsx'
import { PasswordSection } from '#security/password-section.tsx'
import { TwoFactorSection } from '#security/two-factor-section.tsx'
import { SettingsPage } from '#settings/frame.tsx'
import { LinkedWays } from '#ways-in/linked-ways.tsx'

/** What keeps others out: second factor, password, address, devices, and who came or tried to. */
export function SecurityPage() {
  const { t } = useLingui()
  const sentence = useSentence()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const notMe = useMutation({
    mutationFn: () => api.call(endOtherDevices, {}),
    onSuccess: async () => {
      // The form takes the focus, and the page goes there with it.
      setOpen(true)
      await client.invalidateQueries({ queryKey: ['security', 'devices'] })
    },
  })
  return (
    <SettingsPage title={t`보안`}>
      <TwoFactorSection />
      <PasswordSection open={open} onOpen={setOpen} alarmed={notMe.isSuccess && open} />
      <EmailSection />
      <LinkedWays />
      <DevicesSection />
      <HistorySection onNotMe={() => notMe.mutate()} busy={notMe.isPending} />
      {notMe.isError && <FormError>{sentence(notMe.error)}</FormError>}
    </SettingsPage>
  )
}
