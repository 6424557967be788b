/** Most characters of a message that a row of the list shows. */
export const PREVIEW_LENGTH = 200

const graphemes = new Intl.Segmenter('ko', { granularity: 'grapheme' })

/**
 * The beginning of a message on one line, at most `length` code points, cut between what readers see as characters: a
 * family emoji is whole or absent, and no half of a surrogate pair remains.
 */
export function preview(content: string, length = PREVIEW_LENGTH): string {
  const line = content.replaceAll(/\s+/g, ' ').trim()
  // Counting code points of the whole would be wasted on a long message: two units a code point at most.
  if (line.length <= length) return line
  let kept = ''
  let points = 0
  for (const { segment } of graphemes.segment(line.slice(0, length * 2 + 64))) {
    points += Array.from(segment).length
    if (points > length - 1) return `${kept.trimEnd()}…`
    kept += segment
  }
  return kept === line ? kept : `${kept.trimEnd()}…`
}
