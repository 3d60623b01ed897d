/** Derivation paths of the Solana app: ed25519 knows hardened levels only, below 44'/501'. */
import { Problem } from '../../model/problem'

const HARDENED = 0x80000000

/** How wallets number the accounts of one seed, the most usual first. */
export const SOLANA_PATH_HABITS = [
  { id: 'solana', name: 'Ledger Live', pathOf: (account: number) => `44'/501'/${account}'` },
  { id: 'solana-wallets', name: 'other wallets', pathOf: (account: number) => `44'/501'/${account}'/0'` },
] as const

/**
 * @param path such as `44'/501'/0'`, with or without a leading `m/`.
 * @returns the path without `m/`, as the kit takes it.
 * @throws Problem `ledger.path`
 */
export function parseSolanaDerivationPath(path: string): string {
  const bare = path.trim().replace(/^m\//, '')
  const levels = bare.split('/')
  const refuse = (why: string) =>
    new Problem('ledger.path', `The path "${path.slice(0, 60)}" ${why}: write it like 44'/501'/0'.`, { field: 'derivationPath' })
  for (const level of levels) {
    if (!/^(0|[1-9]\d{0,9})'$/.test(level)) throw refuse("has a level that is not a number with ' behind it")
    if (Number.parseInt(level, 10) >= HARDENED) throw refuse('has a level that is too large')
  }
  if (levels[0] !== "44'" || levels[1] !== "501'") throw refuse("is not a Solana path, which begins with 44'/501'")
  if (levels.length > 4) throw refuse('has more than four levels')
  return bare
}
