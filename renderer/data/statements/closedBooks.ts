/** Closed periods by token, and what statements of some of them are made from. */
import { useLiveQuery } from 'dexie-react-hooks'
import { z } from 'zod'
import { isDemoKey } from '#core/model/demoIdentity'
import { type Token, tokenSchema } from '#core/model/money'
import type { PayoutFile } from '#core/payout/payoutFile'
import { payoutFileSchema } from '#core/payout/payoutFile'
import { splitFileV3Schema } from '#core/rewards/splitFileV3'
import { readStatementSource, type StatementSource } from '#core/statements/statementSource'
import { readCooperative } from '../cooperative/settings'
import { readClosings } from '../money/closings'
import { db } from '../records/openRecords'
import { readPayouts } from '../treasury/readPayouts'

export interface ClosedPeriod {
  /** Digest of the split. */
  id: string
  name: string
  start: string | null
  end: string | null
  /** The how manieth of the token. */
  sequence: number
  currencies: string[]
}

export interface ClosedBooks {
  /** Tells books of one symbol apart: the demo has its own. */
  key: string
  token: Token
  isDemo: boolean
  /** The first that was closed first. */
  periods: ClosedPeriod[]
}

const digestSchema = z.object({ contentSha256: z.string() })
const headSchema = digestSchema.extend({
  token: tokenSchema,
  period: splitFileV3Schema.shape.period,
  prices: splitFileV3Schema.shape.prices,
})

/** Live; undefined while loading. */
export const useClosedBooks = () => useLiveQuery(readClosedBooks)

/** Books without a closed period are not there; nor is a period that was opened again. */
export async function readClosedBooks(): Promise<ClosedBooks[]> {
  const books = new Map<string, ClosedBooks>()
  for (const { periodId, sequence, file } of await readClosings()) {
    const { token, contentSha256: id, period, prices } = headSchema.parse(file)
    const isDemo = isDemoKey(periodId)
    const key = `${isDemo ? 'demo ' : ''}${token.symbol}`
    const found = books.get(key) ?? { key, token, isDemo, periods: [] }
    const { name, start, end } = period
    found.periods.push({ id, name, start, end, sequence, currencies: prices.map(({ currency }) => currency) })
    books.set(key, found)
  }
  for (const { periods } of books.values()) periods.sort((one, other) => one.sequence - other.sequence)
  return [...books.values()].sort((one, other) => (one.key < other.key ? -1 : 1))
}

export interface SourceChoice {
  /** Digests of the splits. */
  ids: readonly string[]
  zone: string
  currency?: string | undefined
}

/** @throws Problem those of `readStatementSource` */
export async function readSource({ ids, zone, currency }: SourceChoice): Promise<StatementSource> {
  const wanted = new Set(ids)
  const splits = (await readClosings())
    .filter(({ file }) => wanted.has(digestSchema.parse(file).contentSha256))
    .map(({ file }) => splitFileV3Schema.parse(file))
  const cooperative = (await readCooperative()).name || 'Cooperative'
  const payouts = await payoutsOf(
    splits.map(({ period }) => period.id),
    wanted,
  )
  const movedPayouts = await readPayouts(splits.map(({ period }) => period.id))
  return readStatementSource({ cooperative, zone, splits, payouts, movedPayouts, currency })
}

/** One for each split: what was signed for real before what was practised. */
async function payoutsOf(periodIds: readonly string[], digests: ReadonlySet<string>): Promise<PayoutFile[]> {
  const wanted = new Set(periodIds)
  const signatures = await db.signatures.filter(({ periodId }) => wanted.has(periodId)).toArray()
  signatures.sort((one, other) => Number(one.simulated) - Number(other.simulated) || (one.createdAt < other.createdAt ? -1 : 1))
  const bySplit = new Map<string, PayoutFile>()
  for (const { file } of signatures) {
    const payout = payoutFileSchema.parse(file)
    const digest = payout.split.contentSha256
    if (digests.has(digest) && !bySplit.has(digest)) bySplit.set(digest, payout)
  }
  return [...bySplit.values()]
}
