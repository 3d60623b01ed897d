/** Serves the contents of evidence: keeping and giving sealed chunks, and copying all of them out and in. */
import { join, relative, resolve } from 'node:path'
import { base64 } from '@scure/base'
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Handlers } from '#core/contract/createDispatcher'
import type { evidenceCalls } from '#core/contract/evidenceCalls'
import { throwIfCancelled } from '#core/sync/throwIfCancelled'
import type { Backups } from '../storage/backups'
import { chunksIn, copyChunkTo, type EvidenceFiles } from '../storage/evidence/evidenceFiles'
import { existingFolder } from './sync/existingFolder'
import { type ChooseFolder, pathNeeded } from './sync/syncService'

/** Within the folder that a person chooses, so that nothing of theirs lies among the chunks. */
const COPY_FOLDER = 'commonmast-evidence'

interface Parts {
  files: EvidenceFiles
  backups: Pick<Backups, 'list'>
  dataDir: string
  /** Null in the browser shell, where a person types the path. */
  chooseFolder: ChooseFolder | null
}

export function createEvidenceService({
  files,
  backups,
  dataDir,
  chooseFolder,
}: Parts): Pick<Handlers<ConsoleContract, { signal: AbortSignal }>, keyof typeof evidenceCalls> {
  /** @returns null where they chose none */
  async function chosen(typed: string | null): Promise<string | null> {
    const path = chooseFolder ? await chooseFolder() : typed
    if (path === null && !chooseFolder) throw pathNeeded()
    return path && existingFolder(path, dataDir)
  }

  return {
    'evidence.keep': async ({ hash, bytes }) => {
      await files.keep({ hash, bytes: base64.decode(bytes) })
      return {}
    },
    'evidence.read': async ({ hash }) => {
      const bytes = await files.read(hash)
      return { bytes: bytes && base64.encode(bytes) }
    },
    'evidence.held': async ({ hashes }) => ({ held: await files.held(hashes) }),
    'evidence.room': () => files.room(),
    'evidence.settle': async ({ named }) => {
      const oldest = (await backups.list()).map(({ at }) => at).sort()[0] ?? null
      return { removed: await files.settle(named, oldest) }
    },
    'evidence.copyOut': async ({ path }, { signal }) => {
      const folder = await chosen(path)
      if (folder === null) return { folder, chunks: 0, damaged: 0 }
      const { chunks: kept } = await files.room()
      let chunks = 0
      for await (const chunk of files.all()) {
        throwIfCancelled(signal)
        await copyChunkTo(join(folder, COPY_FOLDER), chunk)
        chunks++
      }
      return { folder, chunks, damaged: Math.max(0, kept - chunks) }
    },
    'evidence.copyIn': async ({ path }, { signal }) => {
      const folder = await chosen(path)
      if (folder === null) return { folder, chunks: 0, damaged: 0 }
      // A person may open the folder that the copy made.
      const isCopy = relative(resolve(folder, '..'), folder) === COPY_FOLDER
      let chunks = 0
      for await (const chunk of chunksIn(isCopy ? folder : join(folder, COPY_FOLDER))) {
        throwIfCancelled(signal)
        await files.keep(chunk)
        chunks++
      }
      return { folder, chunks, damaged: 0 }
    },
  }
}
