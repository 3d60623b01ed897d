import { expect, it } from 'vitest'
import { ADA, BO, SAFE, TOKEN } from '../exampleSafe'
import type { TokenFacts, TreasuryFacts } from '../model/treasuryFacts'
import { accountSnapshots } from './accountSnapshots'

const account = (chain: string, address: string): { facts: TreasuryFacts } => ({ facts: { kind: 'account', chain, address } })
const token = (chain: string, address: string | null): { facts: TokenFacts } => ({
  facts: { chain, address, symbol: 'WXM', decimals: 6, codeHash: null },
})
const asked = (requests: ReturnType<typeof accountSnapshots>) =>
  requests.map(({ treasury, token: { address }, payees }) => [treasury.address, address, payees])

it('[AD12] asks with as few snapshots as tell of every treasury and token whose chain has a node', () => {
  const base = 'eip155:8453'
  const treasuries = [account(base, ADA), account(base, BO), account('eip155:137', ADA)]
  const tokens = [token(base, TOKEN), token(base, null), token(base, SAFE.address), token(base, BO), token('eip155:137', TOKEN)]
  const requests = accountSnapshots({ treasuries, tokens }, [BO], (chain) => chain === base)
  expect(asked(requests)).toEqual([
    [ADA, TOKEN, [BO]],
    [BO, SAFE.address, []],
    [ADA, BO, []],
  ])
  expect(asked(accountSnapshots({ treasuries, tokens: [] }, [], (chain) => chain === base))).toEqual([
    [ADA, null, []],
    [BO, null, []],
  ])
  const solana = { facts: { kind: 'solana', chain: 'solana:local', address: '1'.repeat(32) } as TreasuryFacts }
  expect(accountSnapshots({ treasuries: [solana], tokens: [] }, [], () => true)).toEqual([])
})
