/** Finds Electron's binary, or fetches it at most once. A failure is remembered, so that later starts are quick. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir, programDir, readJson, readText } from './prepare.mjs'

const packageDir = join(programDir, 'node_modules/electron')
const failureStamp = join(cacheDir, 'electron-download-failed.json')
const probeMs = 8_000
/** Long enough for an archive already in the cache, short enough to give up. */
const unreachableLimitMs = 12_000
const reachableLimitMs = 600_000

/** Path of a binary that is here already: ELECTRON_BIN, or what the electron package has unpacked. Null when there is none. */
export function findElectron() {
  if (process.env.ELECTRON_BIN) return existsSync(process.env.ELECTRON_BIN) ? process.env.ELECTRON_BIN : null
  const name = readText(join(packageDir, 'path.txt'))
  const path = name && join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageDir, 'dist'), name)
  return path && existsSync(path) ? path : null
}

/** @returns `{path}` or `{reason}`; tries the network only when it has not failed before for this version, or `again`. */
export async function obtainElectron({ again = false } = {}) {
  const present = findElectron()
  if (present) return canRunElectron(present) ? { path: present } : { reason: `${present} does not run on this computer` }
  if (process.env.ELECTRON_BIN) return { reason: `ELECTRON_BIN names ${process.env.ELECTRON_BIN}, which is not there` }
  const { version } = readJson(join(packageDir, 'package.json')) ?? {}
  if (!again && readJson(failureStamp)?.version === version) return { reason: 'the Electron binary could not be fetched earlier' }
  console.error(`Fetching Electron ${version} (about 120 MB, once)…`)
  const limitMs = (await isReachable(version)) ? reachableLimitMs : unreachableLimitMs
  const fetched = spawnSync(process.execPath, [join(packageDir, 'install.js')], { timeout: limitMs, encoding: 'utf8' })
  const path = findElectron()
  if (fetched.status === 0 && path && canRunElectron(path)) {
    rmSync(failureStamp, { force: true })
    return { path }
  }
  mkdirSync(cacheDir, { recursive: true })
  writeFileSync(failureStamp, JSON.stringify({ version, at: new Date().toISOString(), said: fetched.stderr }))
  return { reason: 'the Electron binary could not be fetched' }
}

/** Asks for the headers of the release page only. */
async function isReachable(version) {
  const base = process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/download/'
  try {
    const answer = await fetch(`${base}v${version}/SHASUMS256.txt`, { method: 'HEAD', signal: AbortSignal.timeout(probeMs) })
    return answer.ok
  } catch {
    return false
  }
}

/** A binary can be there and still lack the system's libraries. */
export function canRunElectron(path) {
  return spawnSync(path, ['--version'], { timeout: 10_000, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } }).status === 0
}
