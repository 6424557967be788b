import { drawCloth, type Hot, type Patch } from '#ui/cloth'

function Piece({ name, patch: [x, y, width, height] }: { name: string; patch: Patch }) {
  return <rect className={name} x={x} y={y} width={width} height={height} />
}

interface ClothProps {
  /** Same seed, same cloth. */
  seed: string
  width?: number
  height?: number
  /** Number of patches, 5–9. */
  count?: number
  hot?: Hot
  /** Distance of a patch's inner stitch from its edge; 0 for no stitches. */
  inset?: number
  /** Fill the box and cut what is over, instead of keeping the drawing's shape. */
  cover?: boolean
}

/** A piece of jogakbo. Decoration only: it is hidden from readers, and its colours are classes, so a theme needs no redraw. */
export function Cloth({ seed, width = 160, height = 120, count = 7, hot = 'learn', inset = 4, cover = false }: ClothProps) {
  const drawing = drawCloth(seed, { width, height, count, hot, inset })
  return (
    <svg className="cloth" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio={cover ? 'xMidYMin slice' : 'xMidYMid meet'} aria-hidden="true">
      {drawing.patches.map(({ patch, tone, stitched }) => (
        <g key={patch.join()}>
          <Piece name={`cl-${tone}`} patch={patch} />
          {tone === 'give' && <Piece name="cl-hatch" patch={patch} />}
          {stitched && (
            <Piece name={tone === 'learn' ? 'cl-st on' : 'cl-st'} patch={[patch[0] + inset, patch[1] + inset, patch[2] - 2 * inset, patch[3] - 2 * inset]} />
          )}
        </g>
      ))}
      {drawing.seam && (
        <>
          <path className="cl-gap" d={drawing.seam} />
          <path className="cl-seam" d={drawing.seam} />
        </>
      )}
    </svg>
  )
}

/** The hatches that drawings refer to. Rendered once, by the app's root. */
export function Hatches() {
  return (
    <svg width="0" height="0" className="absolute" aria-hidden="true">
      <defs>
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="3" height="6" fill="var(--give)" />
        </pattern>
        <pattern id="hatch-area" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="2" height="8" fill="var(--give)" />
        </pattern>
      </defs>
    </svg>
  )
}

/** The mark: two voices and the stitch between them. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 28 28" aria-hidden="true">
      <rect x="2" y="3" width="10.5" height="18" rx="2" fill="var(--learn)" />
      <rect x="16" y="7.5" width="9.5" height="17" rx="1.6" fill="url(#hatch)" stroke="var(--give)" />
      <path d="M14.2 1.5v25" stroke="var(--ink)" strokeWidth="1.6" strokeDasharray="3 2.6" />
    </svg>
  )
}
