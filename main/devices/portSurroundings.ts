/** What decides how a refused port is put right: the system, its sandbox, the port's group, and who else may hold the port. */
import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'

export interface PortSurroundings {
  /** Node's name of the system. */
  platform: string
  /** Of the package that this program runs in, where that keeps devices from it. */
  sandbox: { kind: 'snap' | 'flatpak'; name: string } | null
  /** The group that may use the port, by name; null where it is not known. */
  group: string | null
  /** Whether the account is in that group, but this login is from before. */
  loggedInBefore: boolean
  /** ModemManager talks to ports that were just plugged in. */
  modemManager: boolean
}

/** Looks around on this machine. Never fails: what cannot be found out is unknown. */
export async function lookAround(path: string): Promise<PortSurroundings> {
  const { platform } = process
  if (platform !== 'linux') return { platform, sandbox: null, group: null, loggedInBefore: false, modemManager: false }
  const [group, modemManager] = await Promise.all([groupOf(path), isRunning('ModemManager')])
  return {
    platform,
    sandbox: sandboxOf(process.env, process.execPath),
    group: group?.name ?? null,
    loggedInBefore: group?.members.includes(accountName()) ?? false,
    modemManager,
  }
}

/** Of the account that runs this, whatever the variables say; empty for an account without a name. */
function accountName(): string {
  try {
    return userInfo().username
  } catch {
    return ''
  }
}

/** A terminal inside a snap hands its variables on to programs outside: only where this program lies says that it is in one. */
function sandboxOf(env: NodeJS.ProcessEnv, program: string): PortSurroundings['sandbox'] {
  if (env.SNAP && program.startsWith(`${env.SNAP}/`)) return { kind: 'snap', name: env.SNAP_NAME ?? 'commonmast' }
  return existsSync('/.flatpak-info') ? { kind: 'flatpak', name: env.FLATPAK_ID ?? 'commonmast' } : null
}

async function groupOf(path: string): Promise<{ name: string; members: string[] } | null> {
  const port = await stat(path).catch(() => null)
  // Ports that belong to root alone are opened to people by a rule of the system, not by a group.
  if (!port || port.gid === 0) return null
  const groups = await readFile('/etc/group', 'utf8').catch(() => '')
  for (const line of groups.split('\n')) {
    const [name = '', , gid, members = ''] = line.split(':')
    if (gid === String(port.gid)) return { name, members: members.split(',').filter((member) => member !== '') }
  }
  return null
}

async function isRunning(program: string): Promise<boolean> {
  const processes = await readdir('/proc').catch(() => [])
  const names = await Promise.all(
    processes.filter((name) => /^\d+$/.test(name)).map((id) => readFile(`/proc/${id}/comm`, 'utf8').catch(() => '')),
  )
  return names.some((name) => name.trim() === program)
}
