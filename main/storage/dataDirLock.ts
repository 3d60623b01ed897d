/** Invariant: at most one running console writes a data folder. A lock left by a crash is taken over. */
import { randomBytes } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Problem } from '#core/model/problem'
import { diskProblem } from './diskProblem'
import { processIdentity } from './processIdentity'

const lockSchema = z.object({ pid: z.number().int(), identity: z.string(), shell: z.string(), startedAt: z.string() })
type LockContents = z.infer<typeof lockSchema>

export interface DataDirLock {
  release(): Promise<void>
}

/**
 * Takes the data folder for this process.
 * @throws Problem `data.in-use` when another running console holds it; `disk.*` when the folder cannot be written.
 */
export async function lockDataDir(dataDir: string, shell: string): Promise<DataDirLock> {
  const path = join(dataDir, 'console.lock')
  const own: LockContents = {
    pid: process.pid,
    identity: processIdentity(process.pid) ?? `${process.pid}`,
    shell,
    startedAt: new Date().toISOString(),
  }
  const text = JSON.stringify(own)
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await writeFile(draft, text, { mode: 0o600 })
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (await linkUnlessPresent(draft, path)) {
        return {
          async release() {
            if ((await readFile(path, 'utf8').catch(() => '')) === text) await rm(path, { force: true })
          },
        }
      }
      await removeIfAbandoned(path, dataDir)
    }
    throw new Problem('data.in-use', `Another console is starting with ${dataDir}: wait a moment and try again.`)
  } catch (thrown) {
    throw diskProblem(thrown, `the data folder ${dataDir}`)
  } finally {
    await rm(draft, { force: true })
  }
}

/** A hard link appears whole or not at all, and fails when the name is taken. */
async function linkUnlessPresent(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path)
    return true
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return false
    throw thrown
  }
}

async function removeIfAbandoned(path: string, dataDir: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return
  const holder = readHolder(text)
  if (holder && processIdentity(holder.pid) === holder.identity) {
    throw new Problem(
      'data.in-use',
      `Commonmast is already running with ${dataDir} (${holder.shell}, process ${holder.pid}): use that window, or give another folder with --data.`,
    )
  }
  // Moved aside first: if another console has replaced the abandoned lock meanwhile, its lock is put back.
  const aside = `${path}.${randomBytes(6).toString('hex')}`
  await rename(path, aside).catch(() => undefined)
  if ((await readFile(aside, 'utf8').catch(() => text)) !== text) await link(aside, path).catch(() => undefined)
  await rm(aside, { force: true })
}

function readHolder(text: string): LockContents | null {
  try {
    return lockSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
