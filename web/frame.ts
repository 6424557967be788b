import { join } from 'node:path'

/** What a bundler tells of a module. */
interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null
}

const FRONT = join(import.meta.dirname, 'src/landing/start.tsx')

/** Names a chunk for what the front page does not use: that page must not fetch what others share to get at what it shares with them. */
export function notOfTheFront(name: string) {
  let front: Set<string> | undefined
  return (id: string, modules: Modules): string | null => {
    if (!front) {
      const all = new Set<string>([FRONT])
      for (const one of all) for (const next of modules.getModuleInfo(one)?.importedIds ?? []) all.add(next)
      front = all
    }
    return front.has(id) ? null : name
  }
}
