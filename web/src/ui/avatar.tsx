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

/** A person as a square patch of cloth, or their picture. The name must stand beside it in words: readers skip the patch. */
export function Avatar({ seed, name, image = null, size = 'normal' }: AvatarProps) {
  const className = size === 'normal' ? 'av' : `av ${size}`
  if (image !== null) return <img className={className} src={image} alt="" loading="lazy" decoding="async" />
  const { pieces, x, y } = drawAvatar(seed)
  return (
    <span className={className}>
      <svg className="cloth" viewBox="0 0 40 40" aria-hidden="true">
        {pieces.map(({ tone, patch: [left, top, width, height] }) => (
          <rect key={tone} className={`cl-${tone}`} x={left} y={top} width={width} height={height} />
        ))}
        <text className="cl-in" x={x} y={y}>
          {[...name.trim()][0]?.toLocaleUpperCase() ?? ''}
        </text>
      </svg>
    </span>
  )
}
