/** A token as it is typed: its chain and contract are what it is, its symbol only what it is called. */
import { Problem } from '../../model/problem'
import { addressKindOf, checkAddressOf } from '../addresses/addressKind'
import type { TokenFacts } from '../model/treasuryFacts'
import type { TokenRecord } from '../model/treasuryRecords'
import { symbolOf } from './checkChain'
import { type CheckedForm, FormCheck, neededText, wholeNumberOf } from './typedForm'

export interface TypedToken {
  /** CAIP-2. */
  chain: string
  /** Contract or mint; empty for the chain's own coin where `isNative`. */
  address: string
  isNative: boolean
  symbol: string
  decimals: string
}
export type TokenField = 'chain' | 'address' | 'symbol' | 'decimals'

/** The id of a token's record: chain and address, or chain and `native`. */
export function tokenId({ chain, address }: Pick<TokenFacts, 'chain' | 'address'>): string {
  return `${chain}/${address ?? 'native'}`
}

/** @param others tokens that are here, without the one that is edited */
export function checkToken(
  typed: TypedToken,
  others: readonly Pick<TokenRecord, 'id' | 'facts'>[],
): CheckedForm<TokenField, TokenFacts> {
  const check = new FormCheck<TokenField>()
  const chain = check.read('chain', () => neededText(typed.chain, 'Choose the chain that the token is on.'))
  const address = check.read('address', () => addressOf(typed))
  const symbol = check.read('symbol', () => symbolOf(typed.symbol))
  const decimals = check.read('decimals', () => wholeNumberOf(typed.decimals, 0, 36, "The token's decimals"))
  const id = tokenId({ chain: chain ?? '', address })
  const same = others.find((token) => token.id === id)
  if (same) check.fault('address', `This is ${same.facts.symbol}, which is here already.`)
  return check.result(() => ({
    chain: chain ?? '',
    address,
    symbol: symbol ?? '',
    decimals: decimals ?? 0,
    codeHash: null,
  }))
}

function addressOf({ chain, address, isNative }: TypedToken): string | null {
  if (isNative) return null
  const typed = neededText(address, "Give the address of the token's contract.")
  if (chain === '') throw new Problem('token.no-chain', 'Choose the chain first: it says how an address is written.')
  return checkAddressOf(addressKindOf(chain), typed, 'the token')
}
