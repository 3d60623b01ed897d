/** The newest anchor in its own file beside the journal. */
import { readFile } from 'node:fs/promises'
import { anchorBytes, type JournalAnchor, journalAnchorSchema } from '#core/journal/journalAnchor'
import { diskProblem } from './diskProblem'
import type { Signer } from './installationKey'
import { writeFileAtomically } from './writeFileAtomically'

/** Null where there is none, or nothing that can be one. @throws Problem `disk.*` */
export async function readAnchorFile(path: string): Promise<JournalAnchor | null> {
  const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return null
    throw diskProblem(thrown, 'the anchor of the journal')
  })
  try {
    return journalAnchorSchema.parse(JSON.parse(text ?? ''))
  } catch {
    return null
  }
}

/** @throws Problem `disk.*`; the anchor before is then still there. */
export async function writeAnchorFile(path: string, anchor: JournalAnchor): Promise<void> {
  await writeFileAtomically(path, `${JSON.stringify(anchor, null, 2)}\n`, { what: 'the anchor of the journal' })
}

export function makeAnchor(signer: Signer, { seq, hash }: { seq: number; hash: string }, at: string): JournalAnchor {
  const facts = { format: 'commonmast-journal-anchor-v1' as const, seq, hash, at, publicKey: signer.publicKeyHex }
  return { ...facts, signature: Buffer.from(signer.sign(anchorBytes(facts))).toString('hex') }
}
