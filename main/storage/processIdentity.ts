import { readFileSync } from 'node:fs'

/**
 * What tells a running process from a later one with the same number; null when no such process runs.
 * Process numbers repeat after a restart, and in containers nearly always, so Linux adds boot and start time.
 */
export function processIdentity(pid: number): string | null {
  try {
    process.kill(pid, 0)
  } catch (thrown) {
    // EPERM means that it runs under another account.
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM')) return null
  }
  if (process.platform !== 'linux') return `${pid}`
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in brackets and may hold spaces; start time is the 20th field after it.
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ')
    return `${pid} ${boot} ${fields[19]}`
  } catch {
    return `${pid}`
  }
}
