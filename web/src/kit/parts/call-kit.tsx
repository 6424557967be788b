import { Trans, useLingui } from '@lingui/react/macro'
import { Captions, Hand, LogOut, MessageSquare, Mic, MicOff, VideoOff } from 'lucide-react'
import { useState } from 'react'
import { CallBar, VideoTile } from '#ui/call.tsx'
import { Section } from '#kit/parts/section.tsx'

/** Tiles and the call bar, on the stage (dark in both themes). */
export function CallKit() {
  const { t } = useLingui()
  const [muted, setMuted] = useState(false)
  const [panel, setPanel] = useState(false)
  return (
    <Section title={t`통화`} columns={1}>
      <div className="stage overflow-hidden rounded-card pt-2">
        <div className="tiles h-60 rail:grid-cols-3">
          <VideoTile seed="emma" name="Emma" stream={null} speaking />
          <div className="hidden rail:contents">
            <VideoTile seed="haneul" name="하늘" stream={null} muted={muted} />
            <VideoTile seed="daniel" name="Daniel" stream={null} status={<Trans>다시 잇는 중</Trans>} />
          </div>
        </div>
        <CallBar
          actions={[
            { key: 'mic', label: muted ? t`꺼짐` : t`마이크`, icon: muted ? <MicOff /> : <Mic />, off: muted, onPress: () => setMuted(!muted) },
            { key: 'camera', label: t`카메라`, icon: <VideoOff />, off: true, onPress: () => undefined },
            { key: 'hand', label: t`손들기`, icon: <Hand />, onPress: () => undefined },
            { key: 'chat', label: t`글`, icon: <MessageSquare />, pressed: panel, onPress: () => setPanel(!panel) },
            { key: 'captions', label: t`자막`, icon: <Captions />, onPress: () => undefined },
            { key: 'leave', label: t`나가기`, icon: <LogOut />, leave: true, onPress: () => undefined },
          ]}
        />
      </div>
    </Section>
  )
}
