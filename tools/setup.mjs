import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Plain JavaScript for Node 18 and later: it runs before anything is installed.
export const ROOT = fileURLToPath(new URL('..', import.meta.url))

const INSTALLED = join(ROOT, 'node_modules/.package-lock.json')
const OWN_NODE = join(ROOT, 'node_modules/.bin', process.platform === 'win32' ? 'node.exe' : 'node')

function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}

function isDue(withDev) {
  if (!existsSync(INSTALLED)) return true
  if (statSync(join(ROOT, 'package-lock.json')).mtimeMs > statSync(INSTALLED).mtimeMs) {
    // A fresh checkout touches the lock file: only a changed one is worth an install.
    const installed = JSON.parse(readFileSync(INSTALLED, 'utf8')).packages ?? {}
    const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages ?? {}
    const isStale = Object.entries(wanted).some(
      ([path, entry]) =>
        path &&
        !entry.link &&
        !entry.optional &&
        !entry.devOptional &&
        (withDev || !entry.dev) &&
        entry.version &&
        path.startsWith('node_modules/') &&
        installed[path]?.version !== entry.version,
    )
    if (isStale) return true
  }
  return withDev && !existsSync(join(ROOT, 'node_modules/vitest'))
}

/** Installs what is missing, exactly as locked: for serving only what serving needs, for tests everything. */
export function install({ withDev }) {
  if (!isDue(withDev)) return
  say(withDev ? 'Installing packages …' : 'Installing packages (first start, about half a minute) …')
  const scope = withDev ? '--include=dev' : '--omit=dev'
  npm(['ci', '--no-progress', scope], process.env)
  // npm leaves out optional binaries whose `engines` want a newer Node than the one it runs on: once more on ours adds them.
  if (!isModernNode()) npm(['install', '--no-save', '--no-progress', scope], envWithOwnNode())
}

function npm(args, env) {
  const isWindows = process.platform === 'win32'
  const done = spawnSync(isWindows ? 'npm.cmd' : 'npm', args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'], shell: isWindows, encoding: 'utf8', env })
  if (done.status === 0) return
  say(`The packages could not be installed. ${(done.stderr ?? '').split('\n').filter(Boolean).slice(-3).join(' ')}`)
  process.exit(1)
}

/** The environment in which `node` is the one of the packages. */
function envWithOwnNode() {
  return { ...process.env, PATH: `${join(ROOT, 'node_modules/.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}` }
}

/** Whether this process runs on a Node that the tools take; else another one from the packages is at hand. */
function isModernNode() {
  return Number(process.versions.node.split('.')[0]) >= 24
}

/**
 * Runs a script on the Node of the packages, in this process's place: signals and the parent's end are passed on, and
 * its exit code is ours.
 */
export function runOnOwnNode(script, args) {
  if (!existsSync(OWN_NODE)) {
    say(
      `This needs Node 24 (here is ${process.versions.node}), and no package brings one for ${process.platform} ${process.arch}. Install Node 24 and start again.`,
    )
    process.exit(1)
  }
  // A group of its own: when it ends for whatever reason, nothing of it stays.
  const isGroup = process.platform !== 'win32'
  const child = spawn(OWN_NODE, ['--disable-warning=ExperimentalWarning', script, ...args], {
    cwd: ROOT,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: envWithOwnNode(),
    detached: isGroup,
  })
  const pass = (signal) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => pass(signal))
  const parent = process.ppid
  const watch = setInterval(() => {
    // npm passes a signal to its shell only: when the shell is gone, the server goes.
    if (process.ppid !== parent) pass('SIGTERM')
  }, 300)
  child.on('exit', (code, signal) => {
    clearInterval(watch)
    try {
      if (isGroup && child.pid) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // The group is empty, as it should be.
    }
    process.exit(code ?? (signal ? 1 : 0))
  })
}
