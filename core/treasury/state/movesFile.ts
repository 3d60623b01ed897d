/** Moves as a sealed file, and whether such a file holds. */
import { contentDigest, seal } from '../../model/contentDigest'
import { type Finding, schemaFindings } from '../../model/finding'
import { Problem } from '../../model/problem'
import { MOVES_FORMAT, type MovesFile, movesFileSchema } from '../model/movesFile'
import type { PayoutMove } from '../model/payoutMove'
import { isWholeMove } from './makeMove'

export function sealMoves(payoutSha256: string, moves: readonly PayoutMove[]): MovesFile {
  return seal({ format: MOVES_FORMAT as typeof MOVES_FORMAT, payoutSha256, moves: [...moves] })
}

/** Checks a file of moves from nothing but itself. Never throws. */
export function verifyMoves(file: unknown): Finding[] {
  const parsed = movesFileSchema.safeParse(file)
  if (!parsed.success) return schemaFindings(parsed.error)
  const { payoutSha256, moves, contentSha256 } = parsed.data
  const findings: Finding[] = []
  for (const [place, move] of moves.entries()) {
    const where = `moves.${place}`
    if (!isWholeMove(move)) findings.push({ where, message: 'was changed after it was written: its id is of something else' })
    if (move.payoutId !== payoutSha256) {
      findings.push({ where, message: `is of the payout ${move.payoutId.slice(0, 12)}…, not of this file's` })
    }
  }
  const digest = contentDigest(file as object)
  if (digest !== contentSha256) {
    findings.push({
      where: 'contentSha256',
      message: `reads ${contentSha256}, but the contents give ${digest}: the file was changed`,
    })
  }
  return findings
}

/** @throws Problem `moves.not-moves`, `moves.do-not-hold` or `moves.other-payout` */
export function readMoves(file: unknown, payoutSha256: string): PayoutMove[] {
  const parsed = movesFileSchema.safeParse(file)
  if (!parsed.success) {
    throw new Problem('moves.not-moves', 'The file of moves is none: give the one that broadcast has written, or a new name.')
  }
  const [finding] = verifyMoves(file)
  if (finding) {
    throw new Problem(
      'moves.do-not-hold',
      `The file of moves does not hold, so nothing is sent by it: ${finding.where} ${finding.message}. Take it from a backup.`,
    )
  }
  if (parsed.data.payoutSha256 !== payoutSha256) {
    throw new Problem(
      'moves.other-payout',
      `The moves are of the payout ${parsed.data.payoutSha256.slice(0, 12)}…, not of this one (${payoutSha256.slice(0, 12)}…): give each payout a file of its own.`,
    )
  }
  return parsed.data.moves
}
