import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import type { TokenFacts } from '#core/treasury/model/treasuryFacts'
import { readActs } from '../history/readActs'
import { db } from '../records/openRecords'
import { openEmpty, recordIn } from '../records/testing/seedRecords'
import { transact } from '../records/transact'
import { undoAct } from '../records/undoAct'
import { removeChain, removeToken, removeTreasury, saveChain, saveToken, saveTreasury } from './accounts'

const CHAIN = 'eip155:8453'
const ADA = '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7'
const hnt: TokenFacts = {
  chain: CHAIN,
  address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  symbol: 'HNT',
  decimals: 8,
  codeHash: null,
}
const base = { id: CHAIN, name: 'Base', coin: { symbol: 'ETH', decimals: 18 } }
const treasury = {
  name: 'Harbour',
  facts: { kind: 'account' as const, chain: CHAIN, address: ADA },
  signers: [{ address: ADA, name: 'Ada', derivationPath: '' }],
  distributors: [],
}

beforeEach(async () => {
  await openEmpty(db)
  await saveChain(null, base)
  await saveToken(null, hnt)
  await saveTreasury(null, treasury)
})

const titles = async () => (await readActs('', 100)).acts.map(({ title }) => title).reverse()
const only = async <T>(rows: Promise<T[]>) => (await rows)[0] as T

test('every change is an act in words, and is taken back', async () => {
  await saveTreasury(await only(db.treasuries.toArray()), { ...treasury, name: 'Harbour account' })
  expect(await titles()).toEqual([
    'Chain Base added',
    'Token HNT added',
    'Treasury Harbour added',
    'Treasury Harbour account changed',
  ])
  const added = (await db.acts.toArray()).find(({ title }) => title === 'Token HNT added')
  await undoAct(db, added?.id ?? '')
  expect(await db.tokens.count()).toBe(0)
})

test('a chain that is used is not removed', async () => {
  await expect(removeChain(CHAIN)).rejects.toMatchObject({ code: 'chain.in-use' })
  await removeTreasury(await only(db.treasuries.toArray()))
  await expect(removeChain(CHAIN)).rejects.toMatchObject({ code: 'chain.in-use' })
  await removeToken(await only(db.tokens.toArray()))
  await removeChain(CHAIN)
  expect(await recordIn(db, 'chains', CHAIN)).toBeUndefined()
  expect((await titles()).at(-1)).toBe('Chain Base removed')
})

test('what was compared with the chain is forgotten with the facts that were compared, and only with them', async () => {
  const checked = { at: '2026-11-30T12:00:00.000Z', snapshotSha256: 'a'.repeat(64) }
  const opened = await only(db.treasuries.toArray())

  await transact(db, { kind: 'test', title: 'Checked' }, ['treasuries'], (records) =>
    records.patch('treasuries', opened.id, { checked }),
  )
  await saveTreasury(await only(db.treasuries.toArray()), { ...treasury, name: 'Renamed' })
  expect(await recordIn(db, 'treasuries', opened.id)).toMatchObject({ name: 'Renamed', checked })
  const moved = { ...treasury, facts: { ...treasury.facts, address: '0x77135961f98DAE3c7a200bE3cd3F3BC15E087d3C' } }
  await saveTreasury(await only(db.treasuries.toArray()), moved)
  expect(await recordIn(db, 'treasuries', opened.id)).toMatchObject({ checked: null })
})
