/** The memory of the command line for one payout: a sealed file of moves, replaced whole before anything is sent. */
import { stat } from 'node:fs/promises'
import { canonicalJson } from '#core/model/canonicalJson'
import { Problem } from '#core/model/problem'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { MoveFact, PayoutMove } from '#core/treasury/model/payoutMove'
import { makeMove } from '#core/treasury/state/makeMove'
import { readMoves, sealMoves } from '#core/treasury/state/movesFile'
import { payoutState } from '#core/treasury/state/payoutState'
import type { MoveBook } from '../services/treasury/PayoutBook'
import { readJsonFile } from './readJsonFile'
import { checkOutput, writeJsonFile } from './writeJsonFile'

interface MovesFileOptions {
  payout: PayoutFileV4
  /** Files that it must not be written over. */
  inputs: readonly string[]
  /** Another file of moves of the same payout, whose moves are taken over. */
  from?: string | undefined
  /** Payouts that go on from this one: what they set stands in the place of what it set. */
  later?: readonly PayoutFileV4[]
}

/** A file that is not there is begun with the first move. @throws Problem `moves.*`, `file.*`, `json.*`, `output.*` */
export async function openMovesFile(path: string, { payout, inputs, from, later = [] }: MovesFileOptions): Promise<MoveBook> {
  const { contentSha256: payoutSha256 } = payout
  await checkOutput(path, inputs)
  let written = await movesIn(path, payoutSha256)
  const taken = from === undefined ? [] : readMoves((await readJsonFile(from)).document, payoutSha256)
  let known = [...written, ...taken.filter(({ id }) => !written.some((move) => move.id === id))]
  const write = async (moves: PayoutMove[]) => {
    if ((await movesIn(path, payoutSha256)).length !== written.length) {
      throw new Problem(
        'moves.changed-meanwhile',
        `Another program writes ${path}: let it end, then do this again. What was sent is found by its hash.`,
      )
    }
    await writeJsonFile(path, sealMoves(payoutSha256, moves), inputs)
    written = moves
    known = moves
  }
  if (known.length > written.length) await write(known)
  const opened = () => ({ payout, moves: known, state: payoutState(payout, known) })
  const addAnew = async (_payoutId: string, fact: MoveFact) => {
    const movedAt = new Date().toISOString()
    await write([...known, makeMove({ payoutId: payoutSha256, movedAt, installation: '', fact })])
  }
  return {
    open: async () => opened(),
    openAll: async () => [opened(), ...later.map((one) => ({ payout: one, moves: [], state: payoutState(one, []) }))],
    async add(payoutId, fact) {
      const text = canonicalJson(fact)
      if (!known.some((move) => canonicalJson(move.fact) === text)) await addAnew(payoutId, fact)
    },
    addAnew,
  }
}

async function movesIn(path: string, payoutSha256: string): Promise<PayoutMove[]> {
  if ((await stat(path).catch(() => null)) === null) return []
  return readMoves((await readJsonFile(path)).document, payoutSha256)
}
