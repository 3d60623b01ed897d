/** Programs that the tests and the tour need besides npm packages. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './prepare.mjs'

/** Debian package to the programs of which one must be there. */
const programs = {
  beancount: ['bean-check'],
  chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'],
  hledger: ['hledger'],
  'nats-server': ['nats-server'],
  socat: ['socat'],
  xvfb: ['Xvfb'],
}

export function findProgram(...names) {
  // Debian keeps servers where the PATH of a user does not lead.
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/sbin']
  for (const name of names) {
    const path = folders.map((folder) => join(folder, name)).find((candidate) => existsSync(candidate))
    if (path) return path
  }
  return null
}

/** Installs what is missing as root on Debian; else says in one line what to install. */
export function ensureSystemPackages(names) {
  if (process.platform !== 'linux') return
  const isMissing = (name) => findProgram(...programs[name]) === null
  const missing = names.filter(isMissing)
  if (missing.length === 0) return
  if (process.getuid() === 0 && findProgram('apt-get')) {
    console.error(`Installing ${missing.join(', ')}…`)
    spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 2, 2] })
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { env })
  }
  const still = missing.filter(isMissing)
  if (still.length > 0) console.error(`Please install: ${still.join(', ')} (on Debian: sudo apt-get install ${still.join(' ')}).`)
}
