/** The payouts of `statement`, of every version and method; those of version 4 with the moves that broadcast and reconcile kept. */
import { Problem } from '#core/model/problem'
import { type PayoutFile, payoutFileSchema } from '#core/payout/payoutFile'
import { verifyPayout } from '#core/payout/verifyPayout'
import type { SplitFile } from '#core/rewards/splitFile'
import type { MovedPayout } from '#core/statements/paymentState'
import { movesFileSchema } from '#core/treasury/model/movesFile'
import { type PayoutFileV4, payoutFileV4Schema } from '#core/treasury/model/payoutFileV4'
import { verifyPayoutV4 } from '#core/treasury/payout/verifyPayoutV4'
import { readMoves } from '#core/treasury/state/movesFile'
import { readJsonFile } from './readJsonFile'

interface StatedPayouts {
  /** Of versions 1 to 3. */
  payouts: PayoutFile[]
  movedPayouts: MovedPayout[]
}

/**
 * @param splits of the periods that are stated
 * @throws Problem `payout.does-not-hold`, `moves.*`, `statement.other-payout`, `statement.two-payouts`, `file.*` or `json.*`
 */
export async function readStatedPayouts(
  { payout: payoutPaths, moves: movesPaths }: { payout: readonly string[]; moves: readonly string[] },
  splits: readonly SplitFile[],
): Promise<StatedPayouts> {
  const payouts: PayoutFile[] = []
  const ofVersion4: PayoutFileV4[] = []
  for (const path of payoutPaths) {
    const payout = await readPayout(path)
    if (payout.format === 'commonmast-payout-v4') ofVersion4.push(payout)
    else payouts.push(payout)
  }
  for (const payout of ofVersion4) checkCounts(payout, { ofVersion4, payouts, splits })
  const moves = await readMovesOf(movesPaths, ofVersion4)
  const movedPayouts = ofVersion4.map((payout) => ({ payout, moves: moves.get(payout.contentSha256) ?? [] }))
  return { payouts, movedPayouts }
}

async function readPayout(path: string): Promise<PayoutFile | PayoutFileV4> {
  const { format, document } = await readJsonFile(path)
  const isVersion4 = format === 'commonmast-payout-v4'
  const [finding] = await (isVersion4 ? verifyPayoutV4(document) : verifyPayout(document))
  if (!finding) return isVersion4 ? payoutFileV4Schema.parse(document) : payoutFileSchema.parse(document)
  throw new Problem(
    'payout.does-not-hold',
    `${path} does not hold: ${finding.where} ${finding.message}. Give the payout as it was saved.`,
  )
}

/** It pays a split that is stated, and beside another of that split it takes that one's place or is replaced by it. */
function checkCounts(
  payout: PayoutFileV4,
  { ofVersion4, payouts, splits }: Pick<StatedPayouts, 'payouts'> & { ofVersion4: PayoutFileV4[]; splits: readonly SplitFile[] },
): void {
  const { contentSha256: digest } = payout.split
  const name = payout.periods.at(-1)?.name ?? digest
  if (!splits.some(({ contentSha256 }) => contentSha256 === digest)) {
    throw new Problem(
      'statement.other-payout',
      `The payout of "${name}" pays another split than those given: leave it out, or give its split.`,
    )
  }
  const beside = ofVersion4.filter((one) => one.split.contentSha256 === digest)
  const replaced = beside.filter((one) => beside.some(({ replaces }) => replaces?.payoutSha256 === one.contentSha256))
  const isAlone = !payouts.some(({ split }) => split.contentSha256 === digest)
  if (isAlone && beside.length - replaced.length === 1) return
  throw new Problem('statement.two-payouts', `Two payouts pay "${name}": give the one that counts.`)
}

async function readMovesOf(paths: readonly string[], payouts: readonly PayoutFileV4[]) {
  const byPayout = new Map<string, MovedPayout['moves']>()
  for (const path of paths) {
    const { document } = await readJsonFile(path)
    const of = movesFileSchema.safeParse(document).data?.payoutSha256
    const moves = readMoves(document, of ?? '')
    if (of === undefined || !payouts.some(({ contentSha256 }) => contentSha256 === of)) {
      throw new Problem(
        'moves.without-payout',
        `${path} is of the payout ${of?.slice(0, 12)}…, which is not among those given: give it with --payout.`,
      )
    }
    // What two files tell of one payout is told once, by its id.
    const known = byPayout.get(of) ?? []
    byPayout.set(of, [...known, ...moves.filter(({ id }) => !known.some((move) => move.id === id))])
  }
  return byPayout
}
