import { useLingui } from '@lingui/react/macro'
import { SendHorizontal } from 'lucide-react'
import { useRef, type CompositionEvent, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import { Button } from '#ui/button.tsx'

interface ComposerProps {
  /** The draft; the page keeps it, a room each. */
  value: string
  onChange: (value: string) => void
  /** Called with the trimmed text, never empty. The page clears the draft. */
  onSend: (text: string) => void
  /** Longest text in UTF-16 units. */
  maxLength: number
  placeholder: string
  /** Why nothing can be sent (a block, a closed room); offline is not a reason, the queue waits. */
  blocked?: string | null
  tools?: ReactNode
  /** In place of the send button while nothing is written: another way to say something. */
  idle?: ReactNode
  ref?: Ref<HTMLTextAreaElement>
}

const HANGUL = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]$/

/**
 * Where a message is written. Enter sends, Shift+Enter breaks the line. An Enter that ends a Hangul syllable sends once, with the
 * whole syllable; an Enter in Japanese or Chinese composition only confirms it.
 */
export function Composer({ value, onChange, onSend, maxLength, placeholder, blocked = null, tools, idle, ref }: ComposerProps) {
  const { t } = useLingui()
  const composing = useRef({ text: '', sendAfter: false, enterSpent: false })
  const send = (text: string) => {
    if (blocked === null && text.trim() !== '') onSend(text.trim())
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.shiftKey) return
    const state = composing.current
    if (event.nativeEvent.isComposing) {
      if (HANGUL.test(state.text)) state.sendAfter = true
      return
    }
    event.preventDefault()
    // Safari ends the composition before this key (229); Chrome on macOS repeats the Enter after it: that one is used up.
    const confirmsOnly = event.keyCode === 229 && !HANGUL.test(state.text)
    if (confirmsOnly || state.enterSpent) return
    send(event.currentTarget.value)
  }
  const onCompositionEnd = (event: CompositionEvent<HTMLTextAreaElement>) => {
    const state = composing.current
    if (!state.sendAfter) return
    state.sendAfter = false
    state.enterSpent = true
    send(event.currentTarget.value)
  }
  return (
    <form
      className={tools === undefined ? 'composer plain' : 'composer'}
      onSubmit={(event) => {
        event.preventDefault()
        send(value)
      }}
    >
      {tools}
      <textarea
        ref={ref}
        className="in"
        rows={1}
        aria-label={placeholder}
        placeholder={blocked ?? placeholder}
        readOnly={blocked !== null}
        maxLength={maxLength}
        value={value}
        enterKeyHint="send"
        onChange={(event) => {
          // The line break of an Enter that has already sent must not stay behind.
          if (!(composing.current.enterSpent && event.target.value.trim() === '')) onChange(event.target.value)
          else onChange('')
        }}
        onKeyDown={onKeyDown}
        onKeyUp={() => {
          composing.current.enterSpent = false
        }}
        onCompositionStart={() => {
          composing.current = { text: '', sendAfter: false, enterSpent: false }
        }}
        onCompositionUpdate={(event) => {
          composing.current.text = event.data
        }}
        onCompositionEnd={onCompositionEnd}
      />
      {idle !== undefined && blocked === null && value.trim() === '' ? (
        idle
      ) : (
        <Button kind="go" type="submit" blocked={blocked} aria-label={t`보내기`} icon={<SendHorizontal />} />
      )}
    </form>
  )
}
