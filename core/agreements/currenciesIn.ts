/** Currencies of states in which terms name amounts, each of which needs a price. SPEC.md, rules [FI2] and [PI3]. */
import type { Stage, TermAmount, Terms } from '../model/terms'
import type { BooksText } from './books'
import { minorUnits } from './price'

/**
 * @param opening the books that the period opens with: what was recouped already needs no price any more
 */
export function currenciesIn({ id, stages }: Pick<Terms, 'id' | 'stages'>, opening: BooksText | null): Set<string> {
  const currencies = new Set<string>()
  for (const stage of stages) {
    if (isRecouped(id, stage, opening)) continue
    if (stage.kind === 'stability') currencies.add(stage.currency)
    for (const amount of amountsIn(stage)) if ('fiat' in amount) currencies.add(amount.currency)
  }
  return currencies
}

function amountsIn(stage: Stage): TermAmount[] {
  switch (stage.kind) {
    case 'fixed':
      return [stage.amount]
    case 'until-recouped':
      return [stage.cost]
    case 'reserve':
      return stage.until ? [stage.until] : []
    case 'percentage':
    case 'remainder':
      return stage.shares.flatMap(({ cap, floor }) => [cap, floor]).filter((amount) => amount !== undefined)
    case 'pool':
    case 'stability':
      return []
  }
}

/** Terms that follow the install have a counter for each host: those still need their price. */
function isRecouped(termsId: string, stage: Stage, opening: BooksText | null): boolean {
  if (stage.kind !== 'until-recouped' || !('fiat' in stage.cost)) return false
  const { currency, fiat } = stage.cost
  const name = stage.counter ?? `${termsId}/${stage.id}`
  const kept = opening?.counters.find(({ counter, unit }) => counter === name && unit === currency)
  return kept !== undefined && BigInt(kept.value) >= minorUnits(fiat, currency)
}
