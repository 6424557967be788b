import { useState } from 'react'
import { drawAvatar } from '#ui/cloth'

interface AvatarProps {
  /** The person's id: same id, same cloth. */
  seed: string
  /** The name that stands beside it; its first letter is drawn. */
  name: string
  /** Address of the person's own picture, when there is one. */
  image?: string | null
  /** 20, 40, 48 or 88 px. */
  size?: 's' | 'normal' | 'm' | 'l'
}

/**
 * A person as their picture over a square patch of cloth: the cloth is seen without a picture, until it has come, and when it does not come. The name
 * must stand beside it in words: readers skip the patch.
 */
export function Avatar({ seed, name, image = null, size = 'normal' }: AvatarProps) {
  const [failed, setFailed] = useState<string | null>(null)
  const { pieces, x, y } = drawAvatar(seed)
  return (
    <span className={size === 'normal' ? 'av' : `av ${size}`}>
      <svg className="cloth" viewBox="0 0 40 40" aria-hidden="true">
        {pieces.map(({ tone, patch: [left, top, width, height] }) => (
          <rect key={tone} className={`cl-${tone}`} x={left} y={top} width={width} height={height} />
        ))}
        <text className="cl-in" x={x} y={y}>
          {[...name.trim()][0]?.toLocaleUpperCase() ?? ''}
        </text>
      </svg>
      {image !== null && image !== failed && <img src={image} alt="" loading="lazy" decoding="async" onError={() => setFailed(image)} />}
    </span>
  )
}
