/** The cooperative's chains, tokens and treasuries: each change is an act of its own, in words. */
import { useLiveQuery } from 'dexie-react-hooks'
import { Problem } from '#core/model/problem'
import { sameValue } from '#core/records/sameValue'
import type { ChainFacts } from '#core/treasury/accounts/checkChain'
import { tokenId } from '#core/treasury/accounts/checkToken'
import type { TreasuryFields } from '#core/treasury/accounts/checkTreasury'
import type { TokenFacts } from '#core/treasury/model/treasuryFacts'
import type { ChainRecord, TokenRecord, TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import { newId, nowText } from '../records/newId'
import { db } from '../records/openRecords'
import { transact } from '../records/transact'

export const useChains = () => useLiveQuery(() => db.chains.toArray())
export const useTreasuries = () => useLiveQuery(() => db.treasuries.toArray())
export const useTokens = () => useLiveQuery(() => db.tokens.toArray())

/** @param opened null for a new one. @throws Problem `data.*` */
export async function saveChain(opened: ChainRecord | null, facts: ChainFacts): Promise<void> {
  const title = `Chain ${facts.name} ${opened ? 'changed' : 'added'}`
  await transact(db, { kind: 'treasury', title }, ['chains'], (records) =>
    opened ? records.revise('chains', opened, facts) : records.put('chains', { ...facts, ...madeNow() }),
  )
}

/** @throws Problem `chain.in-use` or `data.*` */
export async function removeChain(id: string): Promise<void> {
  await transact(db, { kind: 'treasury', title: 'Chain removed' }, ['chains', 'treasuries', 'tokens'], async (records) => {
    const chain = await records.get('chains', id)
    if (!chain) return
    const treasury = await db.treasuries.filter(({ facts }) => facts.chain === id).first()
    const token = await db.tokens.filter(({ facts }) => facts.chain === id).first()
    const user = treasury?.name ?? token?.facts.symbol
    if (user !== undefined) {
      throw new Problem('chain.in-use', `${user} is on ${chain.name}: remove it first, or keep the chain.`)
    }
    records.nameAct(`Chain ${chain.name} removed`)
    await records.remove('chains', [id])
  })
}

/** What was compared with the chain holds for exactly those facts. @throws Problem `data.*` */
export async function saveToken(opened: TokenRecord | null, facts: TokenFacts): Promise<void> {
  const title = `Token ${facts.symbol} ${opened ? 'changed' : 'added'}`
  await transact(db, { kind: 'treasury', title }, ['tokens'], (records) => {
    if (!opened) return records.put('tokens', { id: tokenId(facts), facts, checked: null, ...madeNow() })
    const kept = { ...facts, codeHash: opened.facts.codeHash }
    return records.revise('tokens', opened, { facts: kept, checked: sameValue(kept, opened.facts) ? opened.checked : null })
  })
}

export async function removeToken({ id, facts }: TokenRecord): Promise<void> {
  await transact(db, { kind: 'treasury', title: `Token ${facts.symbol} removed` }, ['tokens'], (records) =>
    records.remove('tokens', [id]),
  )
}

/** @throws Problem `data.*` */
export async function saveTreasury(opened: TreasuryRecord | null, fields: TreasuryFields): Promise<void> {
  const title = `Treasury ${fields.name} ${opened ? 'changed' : 'added'}`
  await transact(db, { kind: 'treasury', title }, ['treasuries'], (records) => {
    if (!opened) return records.put('treasuries', { id: newId(), ...fields, checked: null, ...madeNow() })
    const checked = sameValue(fields.facts, opened.facts) ? opened.checked : null
    return records.revise('treasuries', opened, { ...fields, checked })
  })
}

/** Payouts keep the facts that they were made with, so nothing else changes. */
export async function removeTreasury({ id, name }: TreasuryRecord): Promise<void> {
  await transact(db, { kind: 'treasury', title: `Treasury ${name} removed` }, ['treasuries'], (records) =>
    records.remove('treasuries', [id]),
  )
}

function madeNow() {
  const at = nowText()
  return { createdAt: at, updatedAt: at }
}
