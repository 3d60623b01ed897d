/** Terms and their evaluation with few words, for tests. Synthetic. */
import type { Token } from '../model/money'
import type { DustPolicy, Stage, Terms } from '../model/terms'
import { Books } from './books'
import { evaluateTerms, type StageResult } from './evaluateTerms'
import { type Price, TermMoney } from './price'

/** `ada 50, bo 50` as shares in percent. */
export function inPercent(text: string): { memberId: string; percent: string }[] {
  return text.split(', ').map((share) => {
    const [memberId = '', percent = ''] = share.split(' ')
    return { memberId, percent }
  })
}

export function remainder(text: string): Stage {
  return { id: 'rest', kind: 'remainder', shares: inPercent(text) }
}

export function exampleTerms(stages: Stage[], more: Partial<Terms> = {}): Terms {
  return { id: 'a', name: 'A', scope: { kind: 'default' }, from: null, to: null, dust: 'largest-remainder', stages, ...more }
}

export interface Evaluation {
  books?: Books
  dust?: DustPolicy
  token?: Token
  prices?: Price[]
  weights?: Record<string, bigint>
  start?: string | null
  installedBy?: { host?: string; installer?: string }
}

export function evaluate(
  amount: bigint,
  stages: Stage[],
  {
    books = new Books(),
    dust = 'largest-remainder',
    token = { symbol: 'HNT', decimals: 8 },
    prices = [],
    weights = {},
    start = null,
    installedBy = {},
  }: Evaluation = {},
): StageResult[] {
  return evaluateTerms(amount, {
    ...{ termsId: 'a', name: 'A', dust, stages, installedBy, books, start },
    money: new TermMoney(token, prices),
    poolWeight: (_, memberId) => weights[memberId] ?? 0n,
  })
}

/** What each got of all stages, as `ada 5, bo 4`. */
export function givenText(results: readonly StageResult[]): string {
  const given = new Map<string, bigint>()
  for (const { to, amountBaseUnits } of results.flatMap(({ allotments }) => allotments)) {
    given.set(to.id, (given.get(to.id) ?? 0n) + amountBaseUnits)
  }
  return [...given].map(([id, amount]) => `${id} ${amount}`).join(', ')
}
