import { readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import MagicString from 'magic-string'
import { parseSync, type Plugin } from 'vite'
import * as z from 'zod'
import { shapeOf } from './shapes.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CHECK = fileURLToPath(new URL('../src/app/check.ts', import.meta.url))

/** Marks the client's form of a module. */
const LIGHT = '?light'
/** Marks the functions of a module that also says schemas: were they shared, one page's schemas would come with another's function. */
const CODE = '?code'

/** Modules that are said in schemas: the contract, and files of pages named for it. */
const isSaid = (file: string): boolean => file.startsWith(`${ROOT}contract/src/`) || /\/web\/src\/.+\.schema\.ts$/.test(file)

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isSchema = (value: unknown): value is z.ZodType => value instanceof z.ZodType
const isEndpoint = (value: unknown): value is Record<string, unknown> => isRecord(value) && 'method' in value && 'path' in value && isSchema(value['input'])

/** True for what JSON gives back as it was. */
function isData(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.every(isData)
  return isRecord(value) && Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isData)
}

/** What a call needs of an operation (`contract/src/client.ts`). */
const CALLED_BY = ['method', 'path', 'query', 'body'] as const

function exportOf(name: string, value: unknown): string | null {
  if (isEndpoint(value)) return `export const ${name} = ${JSON.stringify(Object.fromEntries(CALLED_BY.map((key) => [key, value[key]])))}`
  const shape = isSchema(value) ? shapeOf(value, { said: name.endsWith('ServerFrame') }) : null
  if (shape) return `export const ${name} = /* @__PURE__ */ checker(${JSON.stringify(shape)})`
  return isData(value) ? `export const ${name} = ${JSON.stringify(value)}` : null
}

/**
 * The client's form of a module: operations as a call needs them, schemas as checks, lists as they are. What is code, and what no check can
 * say, comes from the module itself.
 */
export function lightForm(exports: Readonly<Record<string, unknown>>, file: string): string {
  const said = Object.entries(exports).map(([name, value]) => exportOf(name, value) ?? `export { ${name} } from ${JSON.stringify(file + CODE)}`)
  return [`import { checker } from ${JSON.stringify(CHECK)}`, ...said].join('\n')
}

/** What a file calls the exports of a module that it imports by value, by the export's name: `login`, `contract.login`. */
function namesIn(file: string, code: string, source: string): ReadonlyMap<string, string> | 'schemas of its own' {
  const names = new Map<string, string>()
  for (const statement of parseSync(file, code).program.body) {
    if (statement.type !== 'ImportDeclaration' || statement.importKind === 'type') continue
    if (statement.source.value === 'zod' || statement.source.value.startsWith('@hookform/resolvers')) return 'schemas of its own'
    if (statement.source.value !== source) continue
    for (const one of statement.specifiers) {
      if (one.type === 'ImportNamespaceSpecifier') names.set('*', one.local.name)
      else if (one.type === 'ImportSpecifier' && one.importKind !== 'type' && one.imported.type === 'Identifier') names.set(one.imported.name, one.local.name)
    }
  }
  return names
}

/**
 * Whether a file asks a module for more than its light form has: it writes schemas itself, or looks into an operation or a schema. `source` is how it
 * names the module.
 */
export function asksForWhole(file: string, code: string, source: string, exports: Readonly<Record<string, unknown>>): boolean {
  const names = namesIn(file, code, source)
  if (names === 'schemas of its own') return true
  const all = names.get('*')
  return Object.entries(exports).some(([name, value]) => {
    const local = names.get(name) ?? (all === undefined ? undefined : `${all}\\.${name}`)
    const allowed = isEndpoint(value) ? CALLED_BY.join('|') : isSchema(value) ? 'parse|safeParse' : undefined
    return local !== undefined && allowed !== undefined && new RegExp(`(?<!typeof |\\.)\\b${local}\\??\\.(?!(?:${allowed})\\b)\\w`).test(code)
  })
}

/** A module whose constants may be left out one by one: zod's calls have no other effect than their value. */
function withPureConstants(code: string, file: string): { code: string; map: ReturnType<MagicString['generateMap']> } {
  const text = new MagicString(code)
  for (const statement of parseSync(file, code).program.body) {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (declared?.type !== 'VariableDeclaration') continue
    for (const { init } of declared.declarations) {
      if (init && init.type !== 'Literal' && !init.type.includes('Function'))
        text.appendLeft(init.start, '/* @__PURE__ */ (() => (').appendRight(init.end, '))()')
    }
  }
  return { code: text.toString(), map: text.generateMap({ hires: true }) }
}

/**
 * Gives pages the contract without its schemas (ADR 0017): 27 KB of them, and zod's 24, weighed on every page that only calls. A build evaluates the real
 * module and writes for the client what follows from it; `npm run dev` serves the module itself.
 */
export function lightContract(): Plugin {
  const seen = new Map<string, Promise<Record<string, unknown>>>()
  const exportsOf = (file: string): Promise<Record<string, unknown>> => {
    const known = seen.get(file) ?? import(/* @vite-ignore */ pathToFileURL(file).href)
    seen.set(file, known)
    return known
  }
  return {
    name: 'studymate-light-contract',
    apply: 'build',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'client',
    async resolveId(source, importer, options) {
      if (source.endsWith(CODE)) return source
      if (!importer || isSaid(importer)) return null
      if (!/^(?:@studymate\/contract\/|#.+\.schema$)/.test(source)) return null
      const found = await this.resolve(source, importer, { ...options, skipSelf: true })
      if (!found || !isSaid(found.id)) return found
      const exports = await exportsOf(found.id)
      const hasSchemas = Object.values(exports).some((value) => isSchema(value) || isEndpoint(value))
      return !hasSchemas || asksForWhole(importer, readFileSync(importer, 'utf8'), source, exports) ? found : { ...found, id: found.id + LIGHT }
    },
    async load(id) {
      const [file = '', form] = id.split(/(?=\?)/)
      if (form === LIGHT) return { code: lightForm(await exportsOf(file), file), moduleType: 'js', moduleSideEffects: false }
      return form === CODE ? { code: readFileSync(file, 'utf8'), moduleType: 'ts', moduleSideEffects: false } : null
    },
    transform(code, id) {
      const file = id.replace(/\?.*$/, '')
      return isSaid(file) && !id.endsWith(LIGHT) ? withPureConstants(code, file) : null
    },
  }
}
