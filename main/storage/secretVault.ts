/**
 * Named secrets in one file, each sealed by the operating system's keychain. Invariant: no secret stands in the file, in a
 * Problem or in a name in clear.
 */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { Problem } from '#core/model/problem'
import { diskProblem } from './diskProblem'
import type { SecretBox } from './secretBox'
import { writeFileAtomically } from './writeFileAtomically'

export interface SecretVault {
  names(): Promise<string[]>
  /** @throws Problem `secrets.cannot-unseal`, `secrets.corrupt` or `disk.*` */
  get(name: string): Promise<string | null>
  /** @throws Problem `secrets.cannot-seal`, `secrets.corrupt` or `disk.*` */
  set(name: string, secret: string): Promise<void>
  delete(name: string): Promise<void>
}

const vaultFileSchema = z.object({
  format: z.literal('commonmast-secrets-v1'),
  /** Sealed UTF-8, base64. */
  secrets: z.array(z.object({ name: z.string(), sealed: z.base64() })),
})
type VaultFile = z.infer<typeof vaultFileSchema>

/**
 * @param box must seal with the system's keychain: file permissions alone do not guard a secret
 * @param what one of them is called, such as "password"
 */
export function openSecretVault(path: string, box: SecretBox, what = 'password'): SecretVault {
  let turn: Promise<unknown> = Promise.resolve()

  async function read(): Promise<VaultFile> {
    const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'ENOENT') return null
      throw diskProblem(thrown, `the file of sealed ${what}s`)
    })
    if (text === null) return { format: 'commonmast-secrets-v1', secrets: [] }
    try {
      return vaultFileSchema.parse(JSON.parse(text))
    } catch {
      throw new Problem(
        'secrets.corrupt',
        `${path} is damaged: move it away; each ${what} that was kept in it must be typed again.`,
      )
    }
  }

  /** Reads, changes and writes one after another, so that no change is lost to another. */
  function change(edit: (file: VaultFile) => Promise<VaultFile['secrets']>): Promise<void> {
    const done = turn.then(async () => {
      const file = await read()
      const text = `${JSON.stringify({ ...file, secrets: await edit(file) }, null, 2)}\n`
      await writeFileAtomically(path, text, { what: `the file of sealed ${what}s`, mode: 0o600 })
    })
    turn = done.catch(() => undefined)
    return done
  }

  return {
    names: async () => (await read()).secrets.map(({ name }) => name),
    async get(name) {
      const entry = (await read()).secrets.find((secret) => secret.name === name)
      if (!entry) return null
      const bytes = await box.reveal(Buffer.from(entry.sealed, 'base64')).catch(() => {
        throw new Problem(
          'secrets.cannot-unseal',
          `The keychain did not open the ${what} of "${name}": unlock the keychain, or type the ${what}.`,
        )
      })
      return Buffer.from(bytes).toString('utf8')
    },
    set: (name, secret) =>
      change(async ({ secrets }) => {
        const sealed = await box.protect(Buffer.from(secret, 'utf8')).catch(() => {
          throw new Problem('secrets.cannot-seal', `The keychain did not take the ${what}: unlock the keychain and try again.`)
        })
        return [...secrets.filter((kept) => kept.name !== name), { name, sealed: Buffer.from(sealed).toString('base64') }]
      }),
    async delete(name) {
      if ((await read()).secrets.some((secret) => secret.name === name)) {
        await change(async ({ secrets }) => secrets.filter((kept) => kept.name !== name))
      }
    },
  }
}
