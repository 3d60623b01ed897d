import fc from 'fast-check'
import { type Hex, recoverTransactionAddress } from 'viem'
import { privateKeyToAccount, sign } from 'viem/accounts'
import { parseTransaction } from 'viem/utils'
import { describe, expect, it } from 'vitest'
import { seal } from '../model/contentDigest'
import { exampleSplit, exampleSplitInput } from '../rewards/exampleSplit'
import { splitExactly } from '../rewards/splitExactly'
import { attachSignature, type DeviceSignature } from './attachSignature'
import { verifyProof } from './merkleProof'
import { type PayoutFile, payoutFileSchema, type RootTransactionSettings } from './payoutFile'
import { type PreviousTotals, preparePayout, rootOf, totalsAfter } from './preparePayout'
import { verifyPayout } from './verifyPayout'

const FIRST: PreviousTotals = { root: null, totals: [] }
const ADA = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'
const BO = '0xB298394f965D5C1c55126882103E7b43B8f02F0D'
const GONE = '0x688C655A374605a71351202643498E1225A582E1'
const KEY: Hex = `0x${'01'.repeat(32)}`
const SIGNER = privateKeyToAccount(KEY).address
const SETTINGS: RootTransactionSettings = {
  chainId: 31337,
  contract: '0x5FbDB2315678afecb367f032d93F642f64180aa3',
  nonce: 7,
  gasLimit: '160000',
  maxFeePerGasWei: '20000000000',
  maxPriorityFeePerGasWei: '1000000000',
}
const refused = (code: string, words = /./) => expect.objectContaining({ code, message: expect.stringMatching(words) })

async function secondPayout(transaction: RootTransactionSettings | null = SETTINGS): Promise<PayoutFile> {
  const before = new Map([
    [BO, 5n],
    [GONE, 11n],
  ])
  const totals = [...before].map(([address, amount]) => ({ address, cumulativeBaseUnits: amount.toString() }))
  return preparePayout({ split: exampleSplit(), previous: { root: await rootOf(before), totals }, transaction })
}

async function deviceSignature(payout: PayoutFile, changes: Partial<DeviceSignature> = {}): Promise<DeviceSignature> {
  const { r, s, yParity } = await sign({ hash: payout.transaction?.signingHash as Hex, privateKey: KEY })
  const parity = yParity === 1 ? 1 : 0
  const signedAt = '2026-11-20T12:00:00.000Z'
  return {
    r,
    s,
    yParity: parity,
    device: 'Test',
    derivationPath: "44'/60'/0'/0/0",
    simulated: false,
    signer: SIGNER,
    signedAt,
    ...changes,
  }
}

async function signedPayout(): Promise<PayoutFile> {
  const payout = await secondPayout()
  return attachSignature(payout, await deviceSignature(payout))
}

describe('preparePayout', () => {
  it('[PO1] joins members with one address, keeps earlier totals, lists what is held', async () => {
    const payout = await secondPayout()
    expect(payoutFileSchema.parse(payout)).toEqual(payout)
    expect(payout.payees.map(({ leafHash: _leaf, proof: _proof, ...payee }) => payee)).toEqual([
      { address: GONE, memberIds: [], periodBaseUnits: '0', previousBaseUnits: '11', cumulativeBaseUnits: '11' },
      { address: BO, memberIds: ['bo'], periodBaseUnits: '177182386', previousBaseUnits: '5', cumulativeBaseUnits: '177182391' },
      {
        address: ADA,
        memberIds: ['ada', 'di'],
        periodBaseUnits: '1240776504',
        previousBaseUnits: '0',
        cumulativeBaseUnits: '1240776504',
      },
    ])
    expect(payout.held).toEqual([
      { memberId: 'cy', name: 'Cy', amountBaseUnits: '500039', reason: expect.stringContaining('no address') },
    ])
    expect(payout.totals).toEqual({
      periodBaseUnits: '1417958890',
      heldBaseUnits: '500039',
      dustBaseUnits: '0',
      previousBaseUnits: '16',
      cumulativeBaseUnits: '1417958906',
    })
  })

  it('[PO2] proves every payee against the root', async () => {
    const { payees, merkle } = await secondPayout()
    for (const { address, cumulativeBaseUnits, proof } of payees) {
      expect(await verifyProof(merkle.root, merkle.leafEncoding, [address, cumulativeBaseUnits], proof)).toBe(true)
    }
  })

  it('[PO3] carries totals from period to period without a fall, and leaves out who is due nothing', async () => {
    const first = await preparePayout({ split: exampleSplit(), previous: FIRST, transaction: null })
    expect(first.payees.map((payee) => payee.address)).toEqual([BO, ADA])
    const input = exampleSplitInput()
    const next = splitExactly({ ...input, rewards: input.rewards.filter(({ hotspotKey }) => hotspotKey === 'h5') })
    const second = await preparePayout({ split: next, previous: totalsAfter(first), transaction: null })
    expect(second.previousRoot).toBe(first.merkle.root)
    for (const { address, cumulativeBaseUnits } of first.payees) {
      const after = second.payees.find((payee) => payee.address === address)
      expect(BigInt(after?.cumulativeBaseUnits ?? -1)).toBeGreaterThanOrEqual(BigInt(cumulativeBaseUnits))
    }
    expect(await verifyPayout(second)).toEqual([])
  })

  it('[PO4] refuses a split that does not hold, naming the first finding', async () => {
    const split = exampleSplit()
    const [row] = split.rows
    if (!row) throw new Error('the example has rows')
    row.amountBaseUnits = '101'
    const refusal = refused('payout.split-does-not-hold', /rows\[0\] hotspot h1 .*more\)/)
    await expect(preparePayout({ split, previous: FIRST, transaction: null })).rejects.toThrow(refusal)
  })

  it('[PO5] refuses totals from before that do not give the root from before', async () => {
    const split = exampleSplit()
    const totals = [{ address: BO, cumulativeBaseUnits: '5' }]
    const attempt = (previous: PreviousTotals) => preparePayout({ split, previous, transaction: null })
    const root = await rootOf(new Map([[BO, 6n]]))
    await expect(attempt({ root, totals })).rejects.toThrow(refused('payout.previous-root', /signed/))
    await expect(attempt({ root: null, totals })).rejects.toThrow(refused('payout.previous-root', /without the root/))
    await expect(attempt({ root, totals: [] })).rejects.toThrow(refused('payout.previous-root'))
    await expect(attempt({ root, totals: [...totals, ...totals] })).rejects.toThrow(refused('payout.previous-twice'))
    const none = [{ address: BO, cumulativeBaseUnits: '0' }]
    await expect(attempt({ root, totals: none })).rejects.toThrow(refused('payout.previous-amount'))
    const lowercase = [{ address: BO.toLowerCase(), cumulativeBaseUnits: '5' }]
    await expect(attempt({ root, totals: lowercase })).rejects.toThrow(refused('address.no-checksum'))
  })

  it('[PO6] refuses a payout to nobody', async () => {
    const input = exampleSplitInput()
    const split = splitExactly({ ...input, members: input.members.map((member) => ({ ...member, address: null })) })
    await expect(preparePayout({ split, previous: FIRST, transaction: null })).rejects.toThrow(refused('payout.nobody'))
  })
})

describe('the root transaction', () => {
  it('[TX1] serialises exactly the settings and the root', async () => {
    const { transaction, merkle } = await secondPayout()
    const parsed = parseTransaction(transaction?.unsigned as `0x02${string}`)
    expect(parsed).toEqual({
      type: 'eip1559',
      chainId: 31337,
      nonce: 7,
      to: SETTINGS.contract.toLowerCase(),
      gas: 160000n,
      maxFeePerGas: 20000000000n,
      maxPriorityFeePerGas: 1000000000n,
      data: `0x7cb64759${merkle.root.slice(2)}`,
    })
  })

  it('[TX2] refuses settings that no chain would take', async () => {
    const attempt = (changes: Partial<RootTransactionSettings>) => secondPayout({ ...SETTINGS, ...changes })
    const cases: [Partial<RootTransactionSettings>, string][] = [
      [{ chainId: 0 }, 'transaction.bad-chain'],
      [{ nonce: -1 }, 'transaction.bad-nonce'],
      [{ gasLimit: '21000' }, 'transaction.bad-gas'],
      [{ gasLimit: '16777217' }, 'transaction.bad-gas'],
      [{ gasLimit: '1e5' }, 'transaction.bad-number'],
      [{ maxFeePerGasWei: '0', maxPriorityFeePerGasWei: '0' }, 'transaction.bad-fee'],
      [{ maxPriorityFeePerGasWei: '20000000001' }, 'transaction.bad-fee'],
      [{ contract: SETTINGS.contract.toLowerCase() }, 'address.no-checksum'],
    ]
    for (const [changes, code] of cases) await expect(attempt(changes)).rejects.toThrow(refused(code))
  })
})

describe('attachSignature', () => {
  it('[SG1] recovers the signer and gives bytes that any node reads as the same signer', async () => {
    const payout = await signedPayout()
    const bytes = payout.signature?.signedTransaction as `0x02${string}`
    expect(payout.signature?.recovered).toBe(SIGNER)
    expect(await recoverTransactionAddress({ serializedTransaction: bytes })).toBe(SIGNER)
    expect(await verifyPayout(payout)).toEqual([])
  })

  it('[SG2] refuses a signature by anyone but the device', async () => {
    const payout = await secondPayout()
    const other = await deviceSignature(payout, { signer: BO })
    await expect(attachSignature(payout, other)).rejects.toThrow(refused('ledger.wrong-signer', new RegExp(`${SIGNER}.*${BO}`)))
  })

  it('[SG3] refuses a training signature on any chain but a development chain', async () => {
    const onBase = await secondPayout({ ...SETTINGS, chainId: 8453 })
    const training = await deviceSignature(onBase, { simulated: true })
    await expect(attachSignature(onBase, training)).rejects.toThrow(refused('ledger.training-chain', /8453/))
    const signed = await attachSignature(onBase, await deviceSignature(onBase))
    const relabelled = seal({ ...signed, signature: { ...signed.signature, simulated: true } })
    expect((await verifyPayout(relabelled)).map(({ where }) => where)).toEqual(['signature'])
    const development = await secondPayout()
    const allowed = await attachSignature(development, await deviceSignature(development, { simulated: true }))
    expect(allowed.signature?.simulated).toBe(true)
  })

  it('[SG4] refuses a high s, a zero r and a payout without a transaction', async () => {
    const payout = await secondPayout()
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
    const good = await deviceSignature(payout)
    const high: Hex = `0x${(order - BigInt(good.s)).toString(16).padStart(64, '0')}`
    const flipped = { ...good, s: high, yParity: good.yParity === 1 ? (0 as const) : (1 as const) }
    await expect(attachSignature(payout, flipped)).rejects.toThrow(refused('ledger.high-s'))
    const zero = { ...good, r: `0x${'0'.repeat(64)}` }
    await expect(attachSignature(payout, zero)).rejects.toThrow(refused('ledger.malformed-signature'))
    const without = await secondPayout(null)
    await expect(attachSignature(without, good)).rejects.toThrow(refused('payout.no-transaction'))
  })
})

/** Every amount in a payout outside its split, with what a finding must name; the split's own are tested with the split. */
function amountPlaces(payout: PayoutFile): { where: string; holder: Record<string, unknown>; field: string }[] {
  const places: { where: string; holder: Record<string, unknown>; field: string }[] = []
  payout.payees.forEach((payee, at) => {
    for (const field of ['periodBaseUnits', 'previousBaseUnits', 'cumulativeBaseUnits']) {
      places.push({ where: `payees[${at}] ${payee.address}`, holder: payee, field })
    }
  })
  payout.held.forEach((held, at) => {
    places.push({ where: `held[${at}] member ${held.memberId}`, holder: held, field: 'amountBaseUnits' })
  })
  for (const field of Object.keys(payout.totals)) places.push({ where: `totals.${field}`, holder: payout.totals, field })
  const { transaction, split } = payout
  for (const field of ['chainId', 'nonce', 'gasLimit', 'maxFeePerGasWei', 'maxPriorityFeePerGasWei']) {
    if (transaction) places.push({ where: `transaction.${field}`, holder: transaction, field })
  }
  split.members.forEach((member, at) => {
    places.push({ where: `split.members[${at}] member ${member.id}`, holder: member, field: 'amountBaseUnits' })
  })
  split.rows.forEach((row, at) => {
    const where = `split.rows[${at}] hotspot ${row.hotspotKey}`
    places.push({ where, holder: row, field: 'amountBaseUnits' })
    for (const share of row.shares)
      places.push({ where: `${where} member ${share.memberId}`, holder: share, field: 'amountBaseUnits' })
  })
  return places
}

describe('verifyPayout', () => {
  it('[VP1] finds nothing in a file as it was made, also after a trip through JSON', async () => {
    expect(await verifyPayout(JSON.parse(JSON.stringify(await signedPayout())))).toEqual([])
    expect(await verifyPayout(await secondPayout(null))).toEqual([])
  })

  it('[VP2] names the place of one unit changed anywhere, even when the digest is made to fit', async () => {
    const original = await signedPayout()
    const count = amountPlaces(original).length
    await fc.assert(
      fc.asyncProperty(fc.nat(count - 1), fc.constantFrom(1n, -1n), fc.boolean(), async (at, step, resealed) => {
        const payout = structuredClone(original)
        const place = amountPlaces(payout)[at]
        if (!place) throw new Error('the place exists')
        const before = place.holder[place.field]
        const after = BigInt(before as string | number) + step
        fc.pre(after >= 0n)
        place.holder[place.field] = typeof before === 'number' ? Number(after) : after.toString()
        const findings = await verifyPayout(resealed ? seal(payout) : payout)
        expect(findings.some(({ where }) => where.startsWith(place.where))).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  it('[VP3] names leaves, proofs, roots, signers and bytes that are not what they should be', async () => {
    const original = await signedPayout()
    const hash = `0x${'ab'.repeat(32)}`
    async function wheresAfter(change: (payout: PayoutFile) => void): Promise<string[]> {
      const payout = structuredClone(original)
      change(payout)
      return (await verifyPayout(seal(payout))).map(({ where }) => where)
    }
    const payee = (payout: PayoutFile) => payout.payees[1] as PayoutFile['payees'][number]
    const named = `payees[1] ${BO} member bo`
    expect(await wheresAfter((payout) => Object.assign(payee(payout), { leafHash: hash }))).toEqual([named])
    expect(await wheresAfter((payout) => Object.assign(payee(payout), { proof: [hash] }))).toEqual([named])
    expect(await wheresAfter((payout) => Object.assign(payee(payout), { memberIds: ['di'] }))).toEqual([
      `payees[1] ${BO} member di`,
    ])
    expect(await wheresAfter((payout) => payout.payees.splice(1, 1))).toContain(`payees ${BO} member bo`)
    expect(await wheresAfter((payout) => payout.payees.push(payee(payout)))).toContain(`payees[3] ${BO} member bo`)
    expect(await wheresAfter((payout) => payout.held.pop())).toEqual(['held member cy'])
    expect(await wheresAfter((payout) => Object.assign(payout, { previousRoot: hash }))).toEqual(['previousRoot'])
    expect(await wheresAfter((payout) => Object.assign(payout.merkle, { root: hash }))).toContain('merkle.root')
    expect(await wheresAfter((payout) => Object.assign(payout.transaction ?? {}, { signingHash: hash }))).toEqual([
      'transaction.signingHash',
    ])
    expect(await wheresAfter((payout) => Object.assign(payout.signature ?? {}, { signer: BO }))).toEqual(['signature.signer'])
    expect(await wheresAfter((payout) => Object.assign(payout.signature ?? {}, { transactionHash: hash }))).toEqual([
      'signature.transactionHash',
    ])
    expect(await wheresAfter((payout) => Object.assign(payout.signature ?? {}, { r: hash }))).toContain('signature.signer')
    expect(await wheresAfter((payout) => Object.assign(payout, { transaction: null }))).toEqual(['signature'])
  })

  it('[VP4] reports any other value as not having the form, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (value) => {
        expect((await verifyPayout(value)).length).toBeGreaterThan(0)
      }),
    )
  })
})
