/** A chain as it is typed. */
import { Problem } from '../../model/problem'
import { chainKeySchema } from '../model/chainKey'
import type { ChainRecord } from '../model/treasuryRecords'
import { type CheckedForm, FormCheck, neededText, wholeNumberOf } from './typedForm'

export interface TypedChain {
  /** CAIP-2, or the number of an EVM chain. */
  id: string
  name: string
  symbol: string
  decimals: string
}
export type ChainField = keyof TypedChain
export type ChainFacts = Pick<ChainRecord, 'id' | 'name' | 'coin'>

const SYMBOL_AT_MOST = 16

/** @param others chains that are here, without the one that is edited */
export function checkChain(
  typed: TypedChain,
  others: readonly Pick<ChainRecord, 'id' | 'name'>[],
): CheckedForm<ChainField, ChainFacts> {
  const check = new FormCheck<ChainField>()
  const id = check.read('id', () => chainIdOf(typed.id, others))
  const name = check.read('name', () => neededText(typed.name, 'Give the chain the name by which people know it.'))
  const symbol = check.read('symbol', () => symbolOf(typed.symbol))
  const decimals = check.read('decimals', () => wholeNumberOf(typed.decimals, 0, 36, "The coin's decimals"))
  return check.result(() => ({
    id: id ?? '',
    name: name ?? '',
    coin: { symbol: symbol ?? '', decimals: decimals ?? 0 },
  }))
}

/** @throws Problem `token.symbol` */
export function symbolOf(text: string): string {
  const symbol = neededText(text, 'Give the symbol, such as HNT.')
  if (symbol.length <= SYMBOL_AT_MOST) return symbol
  throw new Problem('token.symbol', `A symbol has at most ${SYMBOL_AT_MOST} characters.`)
}

function chainIdOf(text: string, others: readonly Pick<ChainRecord, 'id' | 'name'>[]): string {
  const typed = neededText(text, 'Give the number of the chain, such as 8453.')
  const id = /^\d+$/.test(typed) ? `eip155:${typed}` : typed
  if (!chainKeySchema.safeParse(id).success) {
    throw new Problem('chain.malformed', 'Give the number of an EVM chain, such as 8453, or a CAIP-2 id, such as eip155:8453.')
  }
  const same = others.find((chain) => chain.id === id)
  if (same) throw new Problem('chain.known', `${same.name} has this id already.`)
  return id
}
