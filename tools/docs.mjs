import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { Environment } from '../host/src/environment.ts'
import { Settings } from '../worker/src/edge/config.ts'
import { REGISTRY } from '../worker/src/registry/registry.ts'

// The parts of the docs that the code says better: the environment table of docs/operations.md, and docs/privacy.md.
//   node tools/docs.mjs          writes them again
//   node tools/docs.mjs --check  writes nothing; fails when they are out of date
const ROOT = fileURLToPath(new URL('..', import.meta.url))

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** One line a variable: name, default, what it does with its range. */
function environmentTable(schema) {
  const { properties } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  // A flag may be written in many ways, which the schema does not list: its default says what it is.
  const lines = Object.entries(properties).map(([name, { description = '', default: standard, minimum, maximum }]) => {
    const range = minimum === undefined ? '' : ` ${minimum} to ${maximum}.`
    const value = standard === undefined || standard === '' ? '–' : `\`${standard}\``
    return `| \`${name}\` | ${value} | ${cell(description)}${range} |`
  })
  return ['| variable | default | what it does |', '|---|---|---|', ...lines].join('\n')
}

const HOMES = {
  d1: ['In the database', 'Tables of D1.'],
  object: ['In objects', 'Each person, room, call and test has an object with a small database of its own.'],
  kv: ['In the key-value store', 'Every key has an expiry.'],
  r2: ['Files', 'Objects of the bucket.'],
  memory: ['In memory', 'Gone with the process.'],
}

const DAY_MS = 86_400_000

function spanOf(ms) {
  if (ms === 0) return 'then'
  const units = [
    [DAY_MS, 'day'],
    [3_600_000, 'hour'],
    [60_000, 'minute'],
  ]
  const [size, name] = units.find(([size]) => ms % size === 0) ?? [1000, 'second']
  const count = ms / size
  return `${count} ${name}${count === 1 ? '' : 's'}`
}

/** When an entry dies by itself, in words; `where` narrows it to some rows. */
function lifeOf({ dies, owner }) {
  if (!dies) return owner.length > 0 ? 'with the account' : '–'
  const moment = `\`${dies.column}\``
  const when = dies.afterMs === 0 ? `at ${moment}` : `${spanOf(dies.afterMs)} after ${moment}`
  return dies.where ? `${when}, where \`${dies.where}\`` : when
}

function privacy() {
  const parts = Object.entries(HOMES).flatMap(([home, [title, about]]) => {
    const entries = REGISTRY.filter((entry) => entry.home === home)
    if (entries.length === 0) return []
    const lines = entries.map(
      (entry) =>
        `| \`${entry.name}\` | ${cell(entry.holds)} | ${entry.owner.length > 0 ? entry.owner.map((column) => `\`${column}\``).join(', ') : 'nobody’s'} | ${cell(lifeOf(entry))} | ${cell(entry.exported)} |`,
    )
    return [`## ${title}`, '', about, '', '| name | what it holds | whose | dies | in an export |', '|---|---|---|---|---|', ...lines, '']
  })
  const people = REGISTRY.filter(({ owner }) => owner.length > 0).length
  return [
    '# What is kept of people',
    '',
    '<!-- Written by tools/docs.mjs from worker/src/registry. Do not edit. -->',
    '',
    `This page is made from the registry of data. The registry names ${REGISTRY.length} kinds of data, ${people} of them about a person. A test fails on a table of the database or of an object that it does not name.`,
    '',
    '"Whose" is the column that says whose it is. "Dies" is when it goes by itself. The last column is the file that it becomes in a person’s export, or why there is none.',
    'How each goes when a person leaves stands in the registry as a statement. Export and deletion of an account have no operation yet; they will run from the registry.',
    '',
    'Backups that an operator made are out of the service’s reach.',
    '',
    ...parts,
  ]
    .join('\n')
    .replace(/\n+$/, '\n')
}

function within(text, mark, content) {
  const [from, to] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`]
  const [start, end] = [text.indexOf(from), text.indexOf(to)]
  if (start < 0 || end < start) throw new Error(`docs/operations.md has no place ${from} … ${to}`)
  return `${text.slice(0, start + from.length)}\n\n${content}\n\n${text.slice(end)}`
}

const read = (path) => {
  try {
    return readFileSync(join(ROOT, path), 'utf8')
  } catch {
    return ''
  }
}

const operations = within(
  within(read('docs/operations.md'), 'environment of the host', environmentTable(Environment)),
  'settings of the worker',
  environmentTable(Settings),
)
const made = { 'docs/operations.md': operations, 'docs/privacy.md': privacy() }
const stale = Object.entries(made).filter(([path, text]) => read(path) !== text)
if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`${path} is out of date: run node tools/docs.mjs.`)
  process.exitCode = stale.length > 0 ? 1 : 0
} else {
  for (const [path, text] of stale) writeFileSync(join(ROOT, path), text)
  console.info(stale.length > 0 ? `Written: ${stale.map(([path]) => path).join(', ')}.` : 'The docs are up to date.')
}
