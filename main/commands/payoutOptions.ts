/** Options of `payout`, and what all its ways of paying share. */
import { Problem } from '#core/model/problem'
import { type SplitFile, splitFileSchema } from '#core/rewards/splitFile'
import { readOptions, UsageProblem } from './commandLine'
import { readJsonFile } from './readJsonFile'

const NAMES = [
  ...(['split', 'method', 'out', 'treasury', 'token', 'snapshot'] as const),
  ...(['nonce', 'gas-limit', 'root-gas-limit', 'max-fee', 'priority-fee', 'gas-price'] as const),
  ...(['distributor', 'distributor-kind', 'fund'] as const),
  ...(['replaces', 'reason', 'unpaid'] as const),
  ...(['chain-id', 'contract'] as const),
] as const
const FLAGS = ['first', 'first-root', 'again'] as const
const LISTS = ['previous', 'address-confirmation', 'first-payment', 'accept-contract'] as const

export interface PayoutOptions {
  values: Partial<Record<(typeof NAMES)[number], string>>
  flags: Record<(typeof FLAGS)[number], boolean>
  lists: Record<(typeof LISTS)[number], string[]>
}

/** @throws UsageProblem */
export function readPayoutOptions(args: readonly string[]): PayoutOptions {
  const { values, flags, lists, positionals } = readOptions(args, NAMES, { flags: FLAGS, lists: LISTS })
  if (positionals.length > 0) throw new UsageProblem(`"${positionals[0]}" is not an option of payout.`)
  return { values, flags, lists }
}

/** The command line has no memory. @throws Problem `payout.first-unsaid` or `payout.not-first` */
export function checkFirstSaid({ values, flags, lists }: PayoutOptions): void {
  if (values.replaces !== undefined) return
  const hasPrevious = lists.previous.length > 0
  if (hasPrevious !== flags.first) return
  throw hasPrevious
    ? new Problem('payout.not-first', 'This is said to be the first payout and goes on from another: give --previous or --first.')
    : new Problem(
        'payout.first-unsaid',
        'Whether anything was paid before is not said: give the last payout with --previous, or say --first where this is the first of all.',
      )
}

/** @throws Problem `payout.not-a-split`; that the split holds is checked when it is paid. */
export async function readSplitToPay(path: string): Promise<SplitFile> {
  const { document } = await readJsonFile(path)
  if (splitFileSchema.safeParse(document).success) return document as SplitFile
  throw new Problem('payout.not-a-split', `${path} is not a split: give a file that split has made with --split.`)
}

/** What a person should know of a period before the split's that is not paid. */
export function notAfter(name: string): string {
  return `The split goes on from "${name}", which is not in the running totals: unless nobody was due anything in it, pay that first.`
}
