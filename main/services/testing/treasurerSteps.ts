/** The steps of two treasurers' programs with a payout, each once, in the order in which they are met. */
import { OWNER_PATHS } from './treasuryRig'

/** The second treasurer's account is not the first one of that Ledger. */
export const OTHER_PATH = "44'/60'/3'/0/0"

const forEach = (places: readonly number[], step: (at: number) => string[]) => places.flatMap(step)

/** From the draft to both signatures. @param places of the transactions */
export function stepsUntilSigned(places: readonly number[]): string[] {
  /** What was asked of the Ledger when the program ended is told as interrupted; that step itself is met once. */
  const signing = (name: string, path: string) =>
    forEach(places, (at) => [
      `${name}: journal treasury.sign-requested ${at} of hash ${at + 1} by ${path}`,
      ...(at === 0
        ? [`${name}: journal treasury.move confirmed ${at} by ${path}`, `${name}: journal treasury.sign-interrupted`]
        : []),
      ...(at === 0 ? [] : [`${name}: journal treasury.move confirmed ${at} by ${path}`]),
    ])
  return [
    ...['payout file', 'journal treasury.payout-kept', 'journal treasury.move drafted'].map((step) => `A: ${step}`),
    ...['A: journal treasury.move proposed', 'A: file payout.json'],
    ...['payout file', 'journal treasury.payout-kept'].map((step) => `B: ${step}`),
    ...['drafted', 'proposed'].map((kind) => `B: journal treasury.move-learned ${kind}`),
    ...signing('A', OWNER_PATHS[0]),
    ...signing('B', OTHER_PATH),
    'B: file confirmations.json',
    ...forEach(places, (at) => [`A: journal treasury.move confirmed ${at} by ${OTHER_PATH}`]),
  ]
}

/** Sent, mined and compared. */
export function stepsOnChain(places: readonly number[]): string[] {
  const steps = forEach(places, (at) => [
    `A: journal treasury.move broadcast ${at}`,
    `A: node is given ${at + 1}`,
    `A: journal treasury.move mined ${at}`,
  ])
  return [...steps, 'A: journal treasury.move reconciled']
}

/** The second treasurer is told what became of it. */
export function stepsOfLearning(places: readonly number[]): string[] {
  const steps = [
    ...forEach(places, (at) => [`confirmed ${at} by ${OWNER_PATHS[0]}`]),
    ...forEach(places, (at) => [`confirmed ${at} by ${OTHER_PATH}`]),
    ...forEach(places, (at) => [`broadcast ${at}`, `mined ${at}`]),
    'reconciled',
  ]
  return steps.map((step) => `B: journal treasury.move-learned ${step}`)
}
