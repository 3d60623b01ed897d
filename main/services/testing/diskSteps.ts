/** Tells of each step of this process on the disk, before it is done, and of each write when half of it is done. */
import fs, { type FileHandle } from 'node:fs/promises'

export interface DiskStep {
  /** From 1. */
  number: number
  /** A write is called so. */
  name: string
  isHalfDone: boolean
}

type Step = (...args: never[]) => Promise<unknown>
type Write = (this: FileHandle, bytes: Uint8Array, from: number, length: number, position: number | null) => Promise<unknown>

/** @param onStep nothing is done to the disk by anybody else until it returns; what it does to the process stands */
export async function watchDiskSteps(onStep: (step: DiskStep) => void): Promise<void> {
  let number = 0

  /** Puts itself before a function of the disk. */
  function guard<T extends object>(owner: T, name: keyof T & string, inHalves?: (self: T, args: unknown[]) => Promise<unknown>) {
    const original = owner[name] as Step
    const guarded = async function (this: T, ...args: never[]) {
      number += 1
      const step = { number, name: inHalves ? 'write' : name }
      onStep({ ...step, isHalfDone: false })
      return inHalves ? inHalves(this, args) : original.apply(this, args)
    }
    Object.assign(owner, { [name]: guarded })
  }

  const probe = await fs.open(process.execPath, 'r')
  const handles = Object.getPrototypeOf(probe) as FileHandle
  await probe.close()
  const write = handles.write as Write
  async function writeInHalves(handle: FileHandle, bytes: Uint8Array, from: number, length: number, position: number | null) {
    const half = Math.floor(length / 2)
    await write.call(handle, bytes, from, half, position)
    onStep({ number, name: 'write', isHalfDone: true })
    await write.call(handle, bytes, from + half, length - half, position === null ? null : position + half)
    return { bytesWritten: length, buffer: bytes }
  }
  for (const name of ['sync', 'datasync', 'truncate'] as const) guard(handles, name)
  guard(handles, 'write', (handle, [bytes, from, length, position]) =>
    writeInHalves(handle, bytes as Uint8Array, Number(from), Number(length), (position as number | null | undefined) ?? null),
  )
  guard(handles, 'writeFile', async (handle, [content]) => {
    const bytes = Buffer.from(content as Buffer)
    await writeInHalves(handle, bytes, 0, bytes.length, null)
  })
  for (const name of ['open', 'rename', 'mkdir', 'rm'] as const) guard(fs, name)
}
