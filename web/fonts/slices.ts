import { readFile, readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

const CSS = 'fonts/people.css'
const FOLDER = 'fonts/people/'

/** Where the `pretendard` package keeps its slices by unicode range. */
function source(): string {
  return join(dirname(createRequire(import.meta.url).resolve('pretendard/package.json')), 'dist/web/variable')
}

async function sheet(): Promise<string> {
  const css = await readFile(join(source(), 'pretendardvariable-dynamic-subset.css'), 'utf8')
  return css.replaceAll("'Pretendard Variable'", "'Pretendard People'").replaceAll('./woff2-dynamic-subset/', './people/')
}

/**
 * Serves Pretendard's slices for people's own text as `/fonts/people.css` and `/fonts/people/*.woff2`, straight from the package.
 * A browser fetches only the slices whose characters are on the page and are not in the interface's own cut (`build.mjs`).
 */
export function fontSlices(): Plugin {
  return {
    name: 'studymate-font-slices',
    async generateBundle() {
      if (this.environment.name !== 'client') return
      this.emitFile({ type: 'asset', fileName: CSS, source: await sheet() })
      const folder = join(source(), 'woff2-dynamic-subset')
      for (const name of await readdir(folder)) {
        const fileName = FOLDER + name
        if (name.endsWith('.woff2')) this.emitFile({ type: 'asset', fileName, source: await readFile(join(folder, name)) })
      }
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '').split('?')[0]?.slice(1) ?? ''
        if (path === CSS) {
          void sheet().then((css) => response.setHeader('content-type', 'text/css').end(css), next)
        } else if (/^fonts\/people\/[\w.]+\.woff2$/.test(path)) {
          void readFile(join(source(), 'woff2-dynamic-subset', path.slice(FOLDER.length))).then(
            (font) => response.setHeader('content-type', 'font/woff2').end(font),
            next,
          )
        } else next()
      })
    },
  }
}
