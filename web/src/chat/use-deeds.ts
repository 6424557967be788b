import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Message } from '@studymate/contract/message'
import { languageOf } from '#chat/language'
import type { MessageDeeds } from '#chat/parts/message-actions.tsx'
import { tonguesOf } from '#chat/queries'
import type { ThreadAgent } from '#chat/thread-agent'
import type { MessageKey } from '#chat/use-picked'
import type { Mode } from '#chat/writing'
import { languageQuery } from '#settings/queries'

interface DeedsOf {
  agent: ThreadAgent
  /** Languages that words here are likely in. */
  likely: readonly string[]
  begin: (mode: Mode) => void
  onFix: (message: Message & { type: 'text' }) => void
}

/** What can be done with one message of an open room, by press or by key. */
export function useDeeds({ agent, likely, begin, onFix }: DeedsOf) {
  const { i18n } = useLingui()
  const [translated, setTranslated] = useState<ReadonlySet<string>>(new Set())
  const canTranslate = useQuery(languageQuery()).data?.translationEnabled !== false
  return useMemo(() => {
    const { me } = agent
    const deeds: MessageDeeds = {
      reply: (message) => begin({ kind: 'reply', message }),
      edit: (message) => begin({ kind: 'edit', message }),
      fix: (message) => message.type === 'text' && onFix(message),
      remove: (message) => agent.remove(message),
      react: (message, emoji, on) => agent.react(message, emoji, on),
    }
    const unfold = ({ messageId }: Message) =>
      setTranslated((before) => (before.has(messageId) ? new Set([...before].filter((one) => one !== messageId)) : new Set([...before, messageId])))
    const isTranslatable = ({ content }: Message) => canTranslate && typeof content === 'string' && tonguesOf(languageOf(content, likely), i18n.locale) !== null
    /** With a translation where there is one to give. */
    const deedsOf = (message: Message): MessageDeeds => (isTranslatable(message) ? { ...deeds, translate: unfold } : deeds)
    const onKey = (key: MessageKey, message: Message) => {
      if (key === 't') {
        if (message.senderId !== me && isTranslatable(message)) unfold(message)
      } else if (key === 'r') deeds.reply(message)
      else if (message.senderId !== me) deeds.fix(message)
      else if (message.type !== 'correction' && message.type !== 'word' && message.content !== null) deeds.edit(message)
    }
    return { deedsOf, onKey, translated, react: deeds.react }
  }, [agent, begin, onFix, likely, canTranslate, i18n.locale, translated])
}
