import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const decisions = readdirSync(join(ROOT, 'docs/decisions')).map((name) => `docs/decisions/${name}`)
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...decisions,
]
const squeezed = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

describe('the docs', () => {
  it.each(pages)('%s links to what exists', (page) => {
    const links = [...read(page).matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, to = '']) => to).filter((to) => !/^[a-z]+:/.test(to))
    expect(links.filter((to) => !existsSync(join(ROOT, dirname(page), to)))).toEqual([])
  })

  it.each(pages)('%s names files that exist', (page) => {
    const named = [...read(page).matchAll(/`((?:contract|domain|worker|web|host|tools|docs|bench)\/[\w./-]+)`/g)].map(([, path = '']) => path)
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })

  it('names commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const commands = pages.flatMap((page) => [...read(page).matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name))
    // A command that names a file must have it.
    const runs = (name: string) => existsSync(join(ROOT, /tools\/[\w.-]+/.exec(scripts[name] ?? '')?.[0] ?? 'no such file'))
    expect([...new Set(commands)].filter((name) => !runs(name))).toEqual([])
  })

  it('walks through code as it stands', () => {
    const code = ['contract/src/user.ts', ...readdirSync(join(ROOT, 'worker/src/user')).map((name) => `worker/src/user/${name}`)].map((path) =>
      squeezed(read(path)),
    )
    const blocks = [...read('CONTRIBUTING.md').matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block = '']) => block)
    expect(blocks.length).toBeGreaterThan(3)
    // The test's story skips lines between the first and the last: each line of it stands in the code.
    const missing = blocks.filter(
      (block) =>
        !code.some(
          (text) =>
            text.includes(squeezed(block)) ||
            block
              .trim()
              .split('\n')
              .every((line) => text.includes(squeezed(line))),
        ),
    )
    expect(missing).toEqual([])
  })

  it.each(decisions)('%s says status, context, decision and consequences', (path) => {
    const text = read(path)
    expect(text).toMatch(/^\*\*Status\*\*: /m)
    expect([...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual(['Context', 'Decision', 'Consequences'])
  })
})
