/**
 * The data keys of this machine in one file of its owner alone, sealed as the installation's key is. They are in no backup and
 * in no database, so that a key that is destroyed is gone. SPEC.md, [SY74].
 */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type KeptDataKey, keptDataKeySchema } from '#core/contract/dataKeyCalls'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { dataKeyFrom } from '#core/sync/keys/dataKey'
import { type Envelope, envelopeSchema } from '#core/sync/keys/envelope'
import { diskProblem } from './diskProblem'
import type { SecretBox } from './secretBox'
import { writeFileAtomically } from './writeFileAtomically'

const WHAT = 'the file of data keys'

/** Of one cooperative. */
export interface KeptDataKeys {
  keys: readonly KeptDataKey[]
  /** The envelope that stands, of each key that there is or was. */
  envelopes: readonly Envelope[]
}

export interface DataKeyVault {
  /** @param cooperative its id. @throws Problem `keys.damaged`, `keys.cannot-unseal` or `disk.*` */
  read(cooperative: string): Promise<KeptDataKeys>
  /**
   * Adds keys, and envelopes in the place of older ones of theirs; keys that an envelope says are destroyed are taken away.
   * @throws Problem as `read`, and `keys.cannot-seal`
   */
  keep(cooperative: string, kept: KeptDataKeys): Promise<void>
}

const fileSchema = z.object({
  format: z.literal('commonmast-data-key-vault-v1'),
  scheme: z.enum(['os-keychain', 'file-permissions']),
  /** Sealed JSON of `contentSchema`, base64. */
  sealed: z.base64(),
})

/** By cooperative. */
const contentSchema = z.record(z.string(), z.object({ keys: z.array(keptDataKeySchema), envelopes: z.array(envelopeSchema) }))
type Content = z.infer<typeof contentSchema>

export function openDataKeyVault(path: string, box: SecretBox): DataKeyVault {
  /** This process is the only one that writes it. */
  let content: Content | null = null
  let turn: Promise<unknown> = Promise.resolve()

  async function read(): Promise<Content> {
    if (content) return content
    const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'ENOENT') return null
      throw diskProblem(thrown, WHAT)
    })
    content = text === null ? {} : await reveal(text, path, box)
    return content
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

  return {
    read: (cooperative) => inTurn(async () => (await read())[cooperative] ?? { keys: [], envelopes: [] }),
    keep: (cooperative, kept) =>
      inTurn(async () => {
        const before = await read()
        const next = { ...before, [cooperative]: together(before[cooperative], kept) }
        const sealed = await box.protect(Buffer.from(JSON.stringify(next), 'utf8')).catch((cause: unknown) => {
          throw new Problem('keys.cannot-seal', 'The keychain did not take the data keys: unlock the keychain and sync again.', {
            cause,
          })
        })
        const file = {
          format: 'commonmast-data-key-vault-v1',
          scheme: box.scheme,
          sealed: Buffer.from(sealed).toString('base64'),
        }
        await writeFileAtomically(path, `${JSON.stringify(file)}\n`, { what: WHAT, mode: 0o600 })
        content = next
      }),
  }
}

async function reveal(text: string, path: string, box: SecretBox): Promise<Content> {
  const file = fileSchema.safeParse(readJson(text)).data
  if (!file) throw damaged(path)
  if (file.scheme !== box.scheme) throw cannotUnseal(path, `kept by ${file.scheme}, this shell offers ${box.scheme}`)
  const bytes = await box.reveal(Buffer.from(file.sealed, 'base64')).catch((cause: unknown) => {
    throw cannotUnseal(path, cause)
  })
  const content = contentSchema.safeParse(readJson(Buffer.from(bytes).toString('utf8'))).data
  if (!content) throw damaged(path)
  return content
}

function readJson(text: string): unknown {
  try {
    return parseBoundedJson(text)
  } catch {
    // What is told of it must not quote it.
    return null
  }
}

function together(before: KeptDataKeys | undefined, { keys, envelopes }: KeptDataKeys): Content[string] {
  const standing = new Map([...(before?.envelopes ?? []), ...envelopes].map((envelope) => [envelope.keyId, envelope]))
  const byId = new Map([...(before?.keys ?? []), ...keys].map((key) => [dataKeyFrom(key).id, key]))
  for (const { keyId, destroyedAt } of standing.values()) if (destroyedAt !== null) byId.delete(keyId)
  return { keys: [...byId.values()], envelopes: [...standing.values()] }
}

function damaged(path: string): Problem {
  return new Problem(
    'keys.damaged',
    `The file of data keys ${path} is damaged: put it back from a copy of the data folder, or move it away and sync, which brings the keys from a place.`,
  )
}

function cannotUnseal(path: string, cause: unknown): Problem {
  return new Problem(
    'keys.cannot-unseal',
    `The system's keychain did not open the data keys in ${path}: unlock the keychain, or start the shell that made the file, and sync again.`,
    { cause },
  )
}
