import 'fake-indexeddb/auto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { beforeEach, expect, test } from 'vitest'
import type { Member } from '#core/model/records'
import { readAddressChangeRequest } from '#core/treasury/addresses/addressChangeRequest'
import type { AddressConfirmation, AddressConfirmationFacts } from '#core/treasury/model/addressConfirmation'
import { addressConfirmationBytes, addressConfirmationSentence } from '#core/treasury/payout/addressConfirmation'
import { ACCOUNT_TREASURY, ACCOUNTS } from '#core/treasury/payout/examplePayoutV4'
import { readActs } from '../history/readActs'
import { db } from '../records/openRecords'
import { openEmpty, seedRecords } from '../records/testing/seedRecords'
import { saveTreasury } from './accounts'
import { confirmRequest, keepConfirmation, requestFor } from './addressBook'
import { readAddressContext, standingOfAddress } from './addressContext'

const at = '2026-11-01T00:00:00.000Z'
const OLD = '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7'
const NEW = '0x77135961f98DAE3c7a200bE3cd3F3BC15E087d3C'
const ada: Member = { id: 'ada', name: 'Ada', address: NEW, role: 'host', createdAt: at, updatedAt: at }
const ID = 'a'.repeat(64)

/** Another installation's key. */
const secret = new Uint8Array(32).fill(7)
const publicKey = bytesToHex(ed25519.getPublicKey(secret))
const sign = async (facts: AddressConfirmationFacts): Promise<AddressConfirmation> => ({
  format: 'commonmast-address-confirmation-v1',
  facts,
  signedBy: {
    kind: 'installation',
    publicKey,
    signature: bytesToHex(ed25519.sign(addressConfirmationBytes(facts, publicKey), secret)),
  },
})

beforeEach(async () => {
  await openEmpty(db)
  await seedRecords(db, 'members', [ada])
  const file = { payees: [{ address: OLD, memberIds: ['ada'] }] }
  await seedRecords(db, 'payouts', [{ id: ID, periodId: 'p', file, practice: false, createdAt: at }])
  const fact = { kind: 'reconciled' as const, receipts: [], nodes: 1 }
  await seedRecords(db, 'payoutMoves', [
    { id: 'b'.repeat(64), payoutId: ID, movedAt: at, installation: '', practice: false, fact },
  ])
})

const standing = async () => standingOfAddress(await readAddressContext(db), ada)
const request = async () => JSON.stringify(requestFor(await readAddressContext(db), ada))

test('a changed address stays unconfirmed until another installation has signed exactly that change', async () => {
  expect(await standing()).toEqual({ kind: 'unconfirmed', previousAddress: OLD })
  const answer = await confirmRequest(readAddressChangeRequest(await request()), sign)
  expect(answer.facts).toMatchObject({ memberId: 'ada', previousAddress: OLD, address: NEW })
  await expect(keepConfirmation(answer, publicKey)).rejects.toMatchObject({ code: 'address-confirmation.own-key' })
  expect((await keepConfirmation(answer, ID)).name).toBe('Ada')
  expect(await standing()).toMatchObject({ kind: 'confirmed', previousAddress: OLD })
  expect((await readActs('', 1)).acts[0]?.title).toBe('New address of Ada confirmed by somebody else')
  // A second time changes nothing.
  await keepConfirmation(answer, ID)
  expect(await db.addressConfirmations.count()).toBe(1)
})

test('an owner of a real treasury confirms, and one of a treasury for practice does not', async () => {
  const [owner] = ACCOUNTS
  const byOwner = async (facts: AddressConfirmationFacts): Promise<AddressConfirmation> => {
    const signature = await owner?.signMessage({ message: addressConfirmationSentence(facts) })
    return {
      format: 'commonmast-address-confirmation-v1',
      facts,
      signedBy: { kind: 'owner', address: owner?.address ?? '', signature: signature ?? '' },
    }
  }
  const answer = await confirmRequest(readAddressChangeRequest(await request()), byOwner)
  await saveTreasury(null, { name: 'Practice', facts: ACCOUNT_TREASURY, signers: [], distributors: [] })
  await expect(keepConfirmation(answer, ID)).rejects.toMatchObject({ code: 'address-confirmation.no-owner' })
  const facts = { ...ACCOUNT_TREASURY, chain: 'eip155:8453' }
  await saveTreasury(null, { name: 'Harbour', facts, signers: [], distributors: [] })
  expect((await keepConfirmation(answer, ID)).name).toBe('Ada')
  expect(await standing()).toMatchObject({ kind: 'confirmed', previousAddress: OLD })
})

test('what was altered, or confirms another change, is not kept', async () => {
  const answer = await confirmRequest(readAddressChangeRequest(await request()), sign)
  const altered = { ...answer, facts: { ...answer.facts, address: OLD } }
  await expect(keepConfirmation(altered, ID)).rejects.toMatchObject({ code: 'address-confirmation.not-genuine' })
  const other = await sign({ ...answer.facts, address: '0x841b3ffB824fc319Ae5B20eD846a10204a3c3339' })
  await expect(keepConfirmation(other, ID)).rejects.toMatchObject({ code: 'address-confirmation.other-change' })
  const stranger = await sign({ ...answer.facts, memberId: 'zoe' })
  await expect(keepConfirmation(stranger, ID)).rejects.toMatchObject({ code: 'address-confirmation.no-member' })
  expect(await db.addressConfirmations.count()).toBe(0)
})
