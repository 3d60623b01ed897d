/** BIP-32 paths as the Ethereum app takes them. Only `'` hardens: Ledger's kit reads `44h` as plain 44, silently. */
import { Problem } from '../../model/problem'

const HARDENED = 0x80000000
/** How many accounts of each habit are looked at. */
const USUAL_ACCOUNTS = 5

/** How wallets number the accounts of one seed, the most usual first. */
export const PATH_HABITS = [
  { id: 'ledger-live', name: 'Ledger Live', pathOf: (account: number) => `44'/60'/${account}'/0/0` },
  { id: 'legacy', name: 'legacy', pathOf: (account: number) => `44'/60'/0'/${account}` },
  { id: 'bip44', name: 'other wallets', pathOf: (account: number) => `44'/60'/0'/0/${account}` },
] as const

/** Where an account is looked for that is not at the path that was given. */
export const USUAL_PATHS: readonly { path: string; habit: string }[] = PATH_HABITS.flatMap(({ name, pathOf }) =>
  Array.from({ length: USUAL_ACCOUNTS }, (_, account) => ({
    path: pathOf(account),
    habit: `${name}, account ${account + 1}`,
  })),
).filter(({ path }, at, all) => all.findIndex((one) => one.path === path) === at)

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
