/** The journal's bytes on the disk. */
import { open, stat } from 'node:fs/promises'

/** What the journal needs of an open file; tests hand in one whose disk is full. */
export interface JournalFile {
  read(): Promise<Buffer>
  /** Fewer bytes at the end of the file. */
  readAt(positionBytes: number, lengthBytes: number): Promise<Buffer>
  write(bytes: Buffer, positionBytes: number): Promise<void>
  truncate(lengthBytes: number): Promise<void>
  sync(): Promise<void>
  status(): Promise<JournalFileStatus>
  close(): Promise<void>
}

export interface JournalFileStatus {
  sizeBytes: number
  /** Another text once anybody has written the file. */
  stamp: string
  /** Whether the path still leads to this file: it may have been deleted or replaced. */
  isInPlace: boolean
}

/** The journal's file on a real disk. */
export async function openJournalFile(path: string): Promise<JournalFile> {
  // Not append mode: there Linux ignores positions, and a repaired line must go exactly where the torn one stood.
  const handle = await open(path, 'a+', 0o600).then(async (created) => {
    await created.close()
    return open(path, 'r+', 0o600)
  })
  async function readAt(positionBytes: number, lengthBytes: number): Promise<Buffer> {
    const bytes = Buffer.alloc(lengthBytes)
    let filled = 0
    while (filled < lengthBytes) {
      const { bytesRead } = await handle.read(bytes, filled, lengthBytes - filled, positionBytes + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return bytes.subarray(0, filled)
  }

  return {
    read: async () => readAt(0, (await handle.stat()).size),
    readAt,
    async write(bytes, positionBytes) {
      let done = 0
      while (done < bytes.length) {
        done += (await handle.write(bytes, done, bytes.length - done, positionBytes + done)).bytesWritten
      }
    },
    truncate: (lengthBytes) => handle.truncate(lengthBytes),
    sync: () => handle.datasync(),
    async status() {
      const own = await handle.stat({ bigint: true })
      const there = await stat(path, { bigint: true }).catch((thrown: NodeJS.ErrnoException) => {
        if (thrown.code === 'ENOENT') return null
        throw thrown
      })
      return {
        sizeBytes: Number(own.size),
        stamp: `${own.size} ${own.mtimeNs} ${own.ctimeNs}`,
        isInPlace: there !== null && there.dev === own.dev && there.ino === own.ino,
      }
    },
    close: () => handle.close(),
  }
}
