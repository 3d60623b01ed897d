/** BIP-32 paths as the Ethereum app takes them. Only `'` hardens: Ledger's kit reads `44h` as plain 44, silently. */
import { Problem } from '#core/model/problem'

const HARDENED = 0x80000000

/**
 * @param path such as `44'/60'/0'/0/0`, with or without a leading `m/`.
 * @returns the path without `m/`, as the kit takes it.
 * @throws Problem `ledger.path`.
 */
export function parseDerivationPath(path: string): string {
  const bare = path.trim().replace(/^m\//, '')
  const levels = bare.split('/')
  const refuse = (why: string) =>
    new Problem('ledger.path', `The path "${path.slice(0, 60)}" ${why}: write it like 44'/60'/0'/0/0.`, {
      field: 'derivationPath',
    })

  if (/[hH]/.test(bare)) throw refuse("hardens with h, which the Ledger would read as unhardened; only ' hardens")
  for (const level of levels) {
    if (!/^(0|[1-9]\d{0,9})'?$/.test(level)) throw refuse('has a level that is not a number')
    if (Number.parseInt(level, 10) >= HARDENED) throw refuse('has a level that is too large')
  }
  if (levels.length < 3 || levels.length > 10) throw refuse('needs three to ten levels')
  if (levels[0] !== "44'" || levels[1] !== "60'") throw refuse("is not an Ethereum path, which begins with 44'/60'")
  return bare
}
