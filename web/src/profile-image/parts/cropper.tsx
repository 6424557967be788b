import { useLingui } from '@lingui/react/macro'
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Minus, Plus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { draw } from '#profile-image/canvas'
import { MOST_ZOOM, moved, stepped, zoomOf, zoomed, type Crop } from '#profile-image/crop'
import { IconButton } from '#ui/button.tsx'

/** Pixels of the drawing: twice the largest size on a page, for fine screens. */
const DRAWN = 560
const ZOOM_STEP = 0.25

interface CropperProps {
  picture: ImageBitmap
  crop: Crop
  onChange: (crop: Crop) => void
}

/** A picture and the square that will be kept: moved by arrows or by hand, nearer by buttons or a slider. */
export function Cropper({ picture, crop, onChange }: CropperProps) {
  const { t } = useLingui()
  const canvas = useRef<HTMLCanvasElement>(null)
  const drag = useRef<{ x: number; y: number; from: Crop } | null>(null)
  useEffect(() => {
    if (canvas.current) draw(canvas.current, picture, crop)
  }, [picture, crop])
  const zoom = zoomOf(picture, crop)
  const go = (arrow: 'left' | 'right' | 'up' | 'down') => () => onChange(stepped(picture, crop, arrow))
  return (
    <div className="cropper">
      <canvas
        ref={canvas}
        width={DRAWN}
        height={DRAWN}
        role="img"
        aria-label={t`이렇게 보여요`}
        onPointerDown={(event) => {
          drag.current = { x: event.clientX, y: event.clientY, from: crop }
          event.currentTarget.setPointerCapture(event.pointerId)
        }}
        onPointerMove={(event) => {
          const began = drag.current
          if (!began) return
          const side = event.currentTarget.clientWidth
          onChange(moved(picture, began.from, (began.x - event.clientX) / side, (began.y - event.clientY) / side))
        }}
        onPointerUp={() => (drag.current = null)}
        onPointerCancel={() => (drag.current = null)}
      />
      <div className="row justify-center gap-1" role="group" aria-label={t`사진 옮기기`}>
        <IconButton label={t`왼쪽으로`} onClick={go('left')}>
          <ArrowLeft />
        </IconButton>
        <IconButton label={t`위로`} onClick={go('up')}>
          <ArrowUp />
        </IconButton>
        <IconButton label={t`아래로`} onClick={go('down')}>
          <ArrowDown />
        </IconButton>
        <IconButton label={t`오른쪽으로`} onClick={go('right')}>
          <ArrowRight />
        </IconButton>
      </div>
      <div className="row gap-1">
        <IconButton label={t`작게`} onClick={() => onChange(zoomed(picture, crop, zoom - ZOOM_STEP))}>
          <Minus />
        </IconButton>
        <input
          className="grow range"
          type="range"
          aria-label={t`크기`}
          min={1}
          max={MOST_ZOOM}
          step={0.05}
          value={zoom}
          onChange={(event) => onChange(zoomed(picture, crop, event.target.valueAsNumber))}
        />
        <IconButton label={t`크게`} onClick={() => onChange(zoomed(picture, crop, zoom + ZOOM_STEP))}>
          <Plus />
        </IconButton>
      </div>
    </div>
  )
}
