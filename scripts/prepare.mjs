/** What every command needs first: the packages of package-lock.json and a build that is as new as the sources. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const programDir = resolve(dirname(fileURLToPath(import.meta.url)), '..')
export const cacheDir = join(programDir, 'node_modules/.cache/commonmast')
const oldestNode = [20, 19]
/** What a build is made from besides the folders of sources. */
const builtFrom = [
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'vite.tools.config.ts',
  'fixtures/readFixture.ts',
  'scripts/thirdPartyNotices.ts',
]

/** Runs a command of this repository; its output goes to stderr, so that stdout stays the program's own, or nowhere while `quiet` and well. */
export function run(command, args, { env = process.env, timeoutMs, quiet = false } = {}) {
  const stdio = ['ignore', quiet ? 'pipe' : 2, quiet ? 'pipe' : 2]
  // Windows starts .cmd files through its shell only.
  const shell = command.endsWith('.cmd')
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: programDir, stdio, env, shell, timeout: timeoutMs })
  // Quiet until it matters.
  if (quiet && status !== 0) process.stderr.write(`${stdout}${stderr}`)
  return status ?? 1
}

/** Runs the script of an installed package with this Node. */
export function runTool(script, args, options) {
  return run(process.execPath, [join(programDir, 'node_modules', script), ...args], options)
}

/** Checks Node, installs what is missing and builds what is stale. Ends the process with one sentence when it cannot. */
export function prepare({ quiet = false, tools = false } = {}) {
  const say = quiet ? () => {} : (sentence) => console.error(sentence)
  checkNode()
  ensureInstalled(say)
  ensureBuilt(say, 'app', ['electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'])
  if (tools) ensureBuilt(say, 'tools', ['vite/bin/vite.js', 'build', '--config', 'vite.tools.config.ts', '--logLevel', 'warn'])
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    fail(
      `Commonmast needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}: install a newer one from nodejs.org.`,
    )
  }
}

/**
 * `npm ci` refuses a lock file that lacks other platforms' optional packages, which some registries do not carry.
 * `npm install --no-save` keeps to the same locked versions, writes no lock file and takes this platform's packages.
 */
function ensureInstalled(say) {
  if (isInstalled()) return
  say('Installing the packages of package-lock.json…')
  const args = ['install', '--no-save', '--no-fund', '--no-audit', '--loglevel=error']
  const npm = process.env.npm_execpath
  const status = npm ? run(process.execPath, [npm, ...args]) : run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args)
  if (status !== 0) fail('The packages could not be installed: check the network or the registry in .npmrc, then try again.')
}

/** npm records what it has installed; it is complete when every package that is not optional is there in its version. */
function isInstalled() {
  const installed = readJson(join(programDir, 'node_modules/.package-lock.json'))?.packages
  const wanted = readJson(join(programDir, 'package-lock.json'))?.packages
  if (!installed || !wanted) return false
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || installed[path]?.version === version || (!installed[path] && (optional || devOptional)),
  )
}

/** Builds when the sources differ from those of the last build. One process builds at a time. */
function ensureBuilt(say, name, command) {
  const stamp = join(cacheDir, `built-${name}`)
  const sources = hashSources(
    name === 'tools' ? ['core', 'main', 'e2e', 'renderer'] : ['core', 'main', 'preload', 'renderer', 'resources'],
  )
  const isFresh = () => existsSync(join(programDir, 'out', name === 'tools' ? 'tools' : 'main')) && readText(stamp) === sources
  if (isFresh()) return
  const release = takeLock(join(cacheDir, 'build.lock'))
  try {
    if (isFresh()) return
    say(name === 'tools' ? 'Building the tools…' : 'Building…')
    rmSync(stamp, { force: true })
    const [script, ...args] = command
    if (runTool(script, args, { quiet: true }) !== 0) fail('The build failed: see the lines above.')
    writeFileSync(stamp, sources)
  } finally {
    release()
  }
}

function hashSources(folders) {
  const hash = createHash('sha256')
  const add = (path) =>
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(programDir, path)))
      .update('\0')
  const walk = (folder) => {
    for (const entry of readdirSync(join(programDir, folder), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) walk(path)
      else if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name)) add(path)
    }
  }
  for (const folder of folders) if (existsSync(join(programDir, folder))) walk(folder)
  for (const file of builtFrom) add(file)
  return hash.digest('hex')
}

/** A lock file with this process's number; one left by a process that has ended is taken over. */
function takeLock(path) {
  mkdirSync(dirname(path), { recursive: true })
  for (;;) {
    try {
      writeFileSync(path, `${process.pid}`, { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch (thrown) {
      if (thrown.code !== 'EEXIST') throw thrown
      if (!isRunning(Number(readText(path)))) rmSync(path, { force: true })
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
    }
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return pid > 0
  } catch {
    return false
  }
}

export function readText(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

export function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
