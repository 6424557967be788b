// Cuts the font's first file: Latin and every character of the interface's words. People's own text comes from the slices (slices.ts).
//   node web/fonts/build.mjs          writes public/fonts/pretendard-ui.woff2 and src/ui/fonts.css
//   node web/fonts/build.mjs --check  fails when a word of the interface has a character that the cut lacks
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const web = dirname(import.meta.dirname)
const out = { font: join(web, 'public/fonts/pretendard-ui.woff2'), css: join(web, 'src/ui/fonts.css') }

async function texts() {
  const files = (await readdir(join(web, 'src'), { recursive: true })).filter((name) => name.endsWith('.po')).map((name) => join(web, 'src', name))
  return Promise.all([...files, join(web, '../contract/src/errors.ts')].map((file) => readFile(file, 'utf8').catch(() => '')))
}

/** Latin, its punctuation, arrows and signs that the pages use, weekdays and dates as `Intl` writes them in Korean. */
function basics() {
  const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('')
  return range(0x20, 0x7e) + range(0xa0, 0xff) + '–—‘’“”•…′″€₩←↑→↓·×✓년월일화수목금토요오전후시분초어제늘내한국영일본중스페인프랑독어러시아간개명번주년'
}

const text = new Set(basics() + (await texts()).join(''))
const points = [...text]
  .map((char) => char.codePointAt(0))
  .filter((point) => point >= 0x20 && !(point >= 0x3040 && point <= 0x30ff))
  .sort((a, b) => a - b)

const ranges = []
for (const point of points) {
  const last = ranges.at(-1)
  if (last && last[1] === point - 1) last[1] = point
  else ranges.push([point, point])
}
const hex = (n) => n.toString(16).toUpperCase()
const unicodeRange = ranges.map(([a, b]) => (a === b ? `U+${hex(a)}` : `U+${hex(a)}-${hex(b)}`)).join(', ')

if (process.argv.includes('--check')) {
  const css = await readFile(out.css, 'utf8')
  const has = (/unicode-range:([^;]+);/.exec(css)?.[1] ?? '').split(',').map((part) =>
    part
      .trim()
      .slice(2)
      .split('-')
      .map((n) => Number.parseInt(n, 16)),
  )
  const missing = points.filter((point) => !has.some(([from, to = from]) => point >= from && point <= to))
  if (missing.length > 0) {
    console.error(`The interface font lacks ${String.fromCodePoint(...missing)}: run node web/fonts/build.mjs`)
    process.exit(1)
  }
} else {
  const require = createRequire(import.meta.url)
  const { default: subsetFont } = await import('subset-font')
  const source = await readFile(join(dirname(require.resolve('pretendard/package.json')), 'dist/web/variable/woff2/PretendardVariable.woff2'))
  const font = await subsetFont(source, String.fromCodePoint(...points), { targetFormat: 'woff2', variationAxes: { wght: { min: 400, max: 700 } } })
  await writeFile(out.font, font)
  await writeFile(
    out.css,
    `/* Written by fonts/build.mjs. The first file holds the interface's own characters; people's text comes from /fonts/people.css. */
@font-face {
  font-family: 'Pretendard Variable';
  src: url('/fonts/pretendard-ui.woff2') format('woff2');
  font-weight: 400 700;
  font-display: swap;
  unicode-range: ${unicodeRange};
}
@font-face {
  font-family: 'Pretendard fallback';
  src: local('Apple SD Gothic Neo'), local('Noto Sans KR'), local('Malgun Gothic');
  ascent-override: 95.2%;
  descent-override: 24.1%;
  line-gap-override: 0%;
}
`,
  )
  console.log(`${points.length} characters, ${Math.round(font.length / 1024)} KB`)
}
