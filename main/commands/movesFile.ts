/** The memory of the command line for one payout: a sealed file of moves, replaced whole before anything is sent. */
import { stat } from 'node:fs/promises'
import { canonicalJson } from '#core/model/canonicalJson'
import { Problem } from '#core/model/problem'
import type { MoveFact, PayoutMove } from '#core/treasury/model/payoutMove'
import { makeMove } from '#core/treasury/state/makeMove'
import { readMoves, sealMoves } from '#core/treasury/state/movesFile'
import type { MoveMemory } from '../chain/moveMemory'
import { readJsonFile } from './readJsonFile'
import { checkOutput, writeJsonFile } from './writeJsonFile'

interface MovesFileOptions {
  payoutSha256: string
  /** Files that it must not be written over. */
  inputs: readonly string[]
  /** Another file of moves of the same payout, whose moves are taken over. */
  from?: string | undefined
}

/** A file that is not there is begun with the first move. @throws Problem `moves.*`, `file.*`, `json.*`, `output.*` */
export async function openMovesFile(path: string, { payoutSha256, inputs, from }: MovesFileOptions): Promise<MoveMemory> {
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
  return {
    moves: async () => known,
    async keep(fact: MoveFact) {
      const text = canonicalJson(fact)
      if (known.some((move) => canonicalJson(move.fact) === text)) return
      const movedAt = new Date().toISOString()
      await write([...known, makeMove({ payoutId: payoutSha256, movedAt, installation: '', fact })])
    },
  }
}

async function movesIn(path: string, payoutSha256: string): Promise<PayoutMove[]> {
  if ((await stat(path).catch(() => null)) === null) return []
  return readMoves((await readJsonFile(path)).document, payoutSha256)
}
