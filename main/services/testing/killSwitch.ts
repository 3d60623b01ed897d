/** Counts what this process does to the disk, and kills it before one of these steps or in the middle of it. */
import fs, { type FileHandle } from 'node:fs/promises'

export interface KillAt {
  /** Number of the step, from 1; beyond the last one nothing happens. */
  step: number
  /** A write is done by half first. */
  half: boolean
}

type Step = (...args: never[]) => Promise<unknown>

/** @returns the names of the steps until now; a write is called so. */
export async function installKillSwitch({ step, half }: KillAt): Promise<string[]> {
  const done: string[] = []

  /** Puts itself before a function of the disk. */
  function guard<T extends object>(owner: T, name: keyof T & string, writeHalf?: (self: T, args: unknown[]) => Promise<unknown>) {
    const original = owner[name] as Step
    const guarded = async function (this: T, ...args: never[]) {
      done.push(writeHalf ? 'write' : name)
      if (done.length === step) {
        if (half && writeHalf) await writeHalf(this, args)
        process.kill(process.pid, 'SIGKILL')
      }
      return original.apply(this, args)
    }
    Object.assign(owner, { [name]: guarded })
  }

  const probe = await fs.open(process.execPath, 'r')
  const handles = Object.getPrototypeOf(probe) as FileHandle
  await probe.close()
  const write = handles.write as (this: FileHandle, ...args: unknown[]) => Promise<unknown>
  for (const name of ['sync', 'datasync', 'truncate'] as const) guard(handles, name)
  guard(handles, 'write', (handle, [bytes, from, length, position]) =>
    write.call(handle, bytes, from, Math.floor(Number(length) / 2), position),
  )
  guard(handles, 'writeFile', (handle, [content]) => {
    const bytes = Buffer.from(content as Buffer)
    return write.call(handle, bytes, 0, Math.floor(bytes.length / 2), null)
  })
  for (const name of ['open', 'rename', 'mkdir', 'rm'] as const) guard(fs, name)
  return done
}
