import { lingui } from '@lingui/vite-plugin'
import react from '@vitejs/plugin-react'
import { build, type Plugin, type Rolldown } from 'vite'

const NAME = 'landing'

/** The body of the front page, drawn by its own component. */
async function drawBody(root: string): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [lingui({ cwd: root, macroTransform: true, failOnCompileError: true }), react()],
    resolve: { alias: { 'react-dom/server': 'react-dom/server.edge' } },
    ssr: { noExternal: true, target: 'webworker' },
    build: { ssr: `src/${NAME}/prerender.tsx`, write: false, rolldownOptions: { output: { codeSplitting: false } } },
  })
  const [output] = [built].flat()
  if (!output || !('output' in output)) throw new Error('the front page was not built')
  const { prerender }: { prerender: () => string } = await import(`data:text/javascript,${encodeURIComponent(output.output[0].code)}`)
  return prerender()
}

/** What an entry needs at once: itself, and what it imports without waiting. */
function* needsOf(bundle: Rolldown.OutputBundle, file: string, seen = new Set<string>()): Generator<Rolldown.OutputChunk> {
  const chunk = bundle[file]
  if (seen.has(file) || chunk?.type !== 'chunk') return
  seen.add(file)
  yield chunk
  for (const inner of chunk.imports) yield* needsOf(bundle, inner, seen)
}

/**
 * The policy allows no style attributes: each is kept under another name, with a rule of a style sheet that does the same. The page's script puts
 * it back (`landing/start.tsx`). Gives the markup, and the sheet.
 */
export function withoutStyles(markup: string): { markup: string; sheet: string } {
  const rules = new Set<string>()
  const bare = markup.replace(/ style="([^"]*)"/g, (_, rule: string) => {
    rules.add(rule)
    return ` data-drawn="${rule}"`
  })
  return { markup: bare, sheet: [...rules].map((rule) => `[data-drawn="${rule}"]{${rule}}`).join('\n') }
}

/** `index.html` with another entry and a body that is drawn already. */
function documentOf(index: string, body: string, sheet: string, [entry, ...others]: readonly Rolldown.OutputChunk[]): string {
  if (!entry) throw new Error('the front page has no entry')
  const sheets = new Set([sheet, ...[entry, ...others].flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])])])
  const head = [
    ...[...sheets].map((file) => `<link rel="stylesheet" crossorigin href="/${file}" />`),
    ...others.map(({ fileName }) => `<link rel="modulepreload" crossorigin href="/${fileName}" />`),
    `<script type="module" crossorigin src="/${entry.fileName}"></script>`,
  ]
  return index
    .replace(/\s*<script type="module"[^>]*><\/script>/g, '')
    .replace(/\s*<link rel="(?:modulepreload|stylesheet)"[^>]*>/g, '')
    .replace('</head>', () => `  ${head.join('\n    ')}\n  </head>`)
    .replace('<div id="root"></div>', () => body)
}

/**
 * Draws the front page at build time into `landing.html` (ADR 0017), in both languages: it is read before any script has come, and its script takes it
 * over without the router and the query cache. The worker serves it for `/` (`worker/src/edge/pages.ts`).
 */
export function prerenderedLanding(root: string): Plugin {
  return {
    name: 'studymate-prerendered-landing',
    apply: 'build',
    enforce: 'post',
    applyToEnvironment: ({ name }) => name === 'client',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const index = bundle['index.html']
        const entry = Object.values(bundle).find((chunk) => chunk.type === 'chunk' && chunk.isEntry && chunk.name === NAME)
        if (index?.type !== 'asset' || !entry) throw new Error('the build has no index.html or no entry of the front page')
        const { markup, sheet } = withoutStyles(await drawBody(root))
        const drawn = this.getFileName(this.emitFile({ type: 'asset', name: 'drawn.css', source: sheet }))
        const source = documentOf(String(index.source), markup, drawn, [...needsOf(bundle, entry.fileName)])
        this.emitFile({ type: 'asset', fileName: `${NAME}.html`, source })
      },
    },
  }
}
