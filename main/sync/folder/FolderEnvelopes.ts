/**
 * Envelopes of data keys below the folders of a cooperative: the only thing at a place that is ever taken away, since what an
 * older envelope holds is to be gone. SPEC.md, [SY73].
 */
import { ENVELOPE_TEXT_LIMITS, type Envelope, readEnvelope } from '#core/sync/keys/envelope'
import { canonicalText } from '#core/sync/signedDocument'
import { throwIfCancelled } from '#core/sync/throwIfCancelled'
import { isGone } from '../placeProblem'
import { verifySignature } from '../verifySignature'
import { codeOf, type FolderFiles } from './FolderFiles'
import { ENVELOPES_FOLDER, envelopeName, isRead, pathIn } from './placeNames'
import { putBeside } from './putBeside'
import type { LinkMemory } from './writeNewFile'

export class FolderEnvelopes {
  constructor(
    private readonly files: FolderFiles,
    private readonly memory: LinkMemory,
  ) {}

  /** Texts of what may be envelopes. @throws what the file system throws */
  async read(roots: readonly string[], signal: AbortSignal): Promise<string[]> {
    const texts: string[] = []
    for (const path of await this.#paths(roots)) {
      throwIfCancelled(signal)
      const text = await this.#text(path)
      if (text !== null) texts.push(text)
    }
    return texts
  }

  /**
   * Puts an envelope below the first root, and takes away others of its key below all of them.
   * @param makeFolder makes a folder within one that is there
   * @throws Problem `sync.not-read-back`, and what the file system throws
   */
  async put(roots: readonly string[], envelope: Envelope, makeFolder: (path: string) => Promise<void>): Promise<void> {
    const [root] = roots
    if (root === undefined) return
    const text = canonicalText(envelope)
    const folder = pathIn(root, ENVELOPES_FOLDER)
    await makeFolder(folder)
    const bytes = new TextEncoder().encode(text)
    const compare = (there: Uint8Array) => (Buffer.compare(there, bytes) === 0 ? 'same' : 'foreign')
    const { path: own } = await putBeside(this.files, { folder, name: envelopeName(envelope), bytes, compare }, this.memory)
    for (const path of await this.#paths(roots)) {
      if (path === own) continue
      const other = await readEnvelope((await this.#text(path)) ?? '', envelope.cooperative, verifySignature)
      if (other?.keyId === envelope.keyId) await this.files.remove(path)
    }
  }

  async #paths(roots: readonly string[]): Promise<string[]> {
    const paths: string[] = []
    for (const root of roots) {
      const folder = pathIn(root, ENVELOPES_FOLDER)
      const entries = await this.files.entries(folder).catch(async (thrown: unknown) => {
        if (codeOf(thrown) !== 'ENOENT') throw thrown
        // Either there are none yet or the place went away.
        await this.files.entries(root)
        return []
      })
      for (const { kind, name } of entries) if (kind === 'file' && isRead(name)) paths.push(pathIn(folder, name))
    }
    return paths
  }

  /** null for a file that went, that somebody has open, that lies on a bad spot, or that is too large to be an envelope. */
  async #text(path: string): Promise<string | null> {
    try {
      const { sizeBytes } = await this.files.stat(path)
      if (sizeBytes > ENVELOPE_TEXT_LIMITS.mostChars) return null
      return new TextDecoder().decode(await this.files.read(path))
    } catch (thrown) {
      if (isGone(thrown)) await this.files.entries('')
      return null
    }
  }
}
