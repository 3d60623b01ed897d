import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { DEMO_PREFIX } from '#core/model/demoIdentity'
import { Problem } from '#core/model/problem'
import { SETTINGS, signExample } from '#core/payout/examplePayout'
import { NO_PREVIOUS_TOTALS, preparePayout } from '#core/payout/preparePayout'
import { payoutMoveSchema } from '#core/treasury/model/payoutMove'
import { checkConfirmation } from '#core/treasury/payout/checkConfirmation'
import { splitOf } from '#core/treasury/payout/examplePayoutV4'
import { moveOf } from '#core/treasury/state/examplePayoutMoves'
import { payoutState } from '#core/treasury/state/payoutState'
import {
  accountPayout,
  createTreasuryRig,
  type RigOptions as Options,
  OWNER_ADDRESSES,
  OWNER_PATHS,
  onRealChain,
  RIG_ACCOUNT,
  RIG_SAFE,
  safePayout,
} from './testing/treasuryRig'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-treasury-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const program = (options: Partial<Options> = {}) => createTreasuryRig({ folder, ...options })
const february = { split: splitOf({ period: 'february', amount: 7n }) }
const nextNonce = { settings: { kind: 'safe', firstNonce: 8n } } as const

describe('a payout of a Safe', () => {
  it('is drafted, proposed and signed by two owners, each step in the journal before it is told', async () => {
    const { draft, propose, sign, kinds, entries, prompts } = program()
    const payout = await safePayout()
    expect((await draft(payout)).moves.map(({ fact }) => fact.kind)).toEqual(['drafted'])
    await propose(payout)
    const first = await sign(payout)
    expect(payoutState(payout, first.moves)).toMatchObject({ stage: 'confirming', problems: [] })
    const second = await sign(payout, { path: OWNER_PATHS[1] })
    const state = payoutState(payout, second.moves)
    expect(state).toMatchObject({ stage: 'signed', proposedBy: 'Ada', problems: [] })
    expect(state.transactions[0]?.confirmations.map(({ signer }) => signer).sort()).toEqual(
      [...OWNER_ADDRESSES.slice(0, 2)].sort(),
    )
    for (const confirmation of state.transactions[0]?.confirmations ?? []) {
      await checkConfirmation(payout, confirmation)
      expect(confirmation.shown.map(({ label }) => label).join()).toMatch(/hash/i)
    }
    expect(kinds()).toEqual([
      ...['treasury.payout-kept', 'treasury.move', 'treasury.move'],
      ...['treasury.sign-requested', 'treasury.move', 'treasury.sign-requested', 'treasury.move'],
    ])
    expect(entries[0]?.data).toMatchObject({
      payoutId: payout.contentSha256,
      method: 'safe',
      file: { bytes: expect.any(Number) },
    })
    expect(entries[3]?.data).toMatchObject({ simulated: true, derivationPath: OWNER_PATHS[0] })
    expect(prompts.find(({ step }) => step === 'review-on-device')).toBeDefined()
    expect(JSON.stringify(entries)).not.toContain('glory')
  })

  it('is kept as a file that only its owner reads, under its digest', async () => {
    const { draft } = program()
    const payout = await safePayout()
    await draft(payout)
    await draft(payout)
    const path = join(folder, `${payout.contentSha256}.json`)
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(payout)
    expect((await stat(path)).mode & 0o077).toBe(0)
  })

  it('is not signed before it is proposed, nor again when it has all signatures, nor twice by one owner', async () => {
    const { draft, propose, sign, timesOpened } = program()
    const payout = await safePayout()
    await draft(payout)
    await expect(sign(payout)).rejects.toMatchObject({ code: 'payout.not-proposed' })
    expect(timesOpened()).toBe(0)
    await propose(payout)
    await sign(payout)
    await expect(sign(payout)).rejects.toMatchObject({ code: 'payout.signed-by-owner' })
    await sign(payout, { path: OWNER_PATHS[1] })
    await expect(sign(payout, { path: OWNER_PATHS[2] })).rejects.toMatchObject({ code: 'payout.signed-already' })
    await expect(sign(payout, { at: 3 })).rejects.toMatchObject({ code: 'payout.no-transaction' })
  })

  it('is signed by no other account, and the path of one that may is named before anything is shown', async () => {
    const { proposed, sign, prompts } = program()
    const payout = await safePayout()
    await proposed(payout)
    const refused = sign(payout, { path: "44'/60'/0'/0/9" })
    await expect(refused).rejects.toMatchObject({ code: 'payout.not-an-owner' })
    await expect(refused).rejects.toThrow(OWNER_ADDRESSES[0])
    expect(prompts.map(({ step }) => step)).not.toContain('review-on-device')
  })

  it('takes in the signature of an owner at another machine, and of nobody else', async () => {
    const payout = await safePayout()
    const here = program()
    await here.proposed(payout)
    const otherFolder = await mkdtemp(join(tmpdir(), 'commonmast-treasury-'))
    const there = createTreasuryRig({ folder: otherFolder, publicKeyHex: 'b2'.repeat(32) })
    await there.proposed(payout)
    const { moves } = await there.sign(payout, { path: OWNER_PATHS[1] })
    const fact = moves.at(-1)?.fact
    if (fact?.kind !== 'confirmed') throw new Error('Nothing was signed')
    const take = (confirmation: typeof fact.confirmation) =>
      here.handlers['treasury.takeConfirmation']({ confirmation }, here.newContext())
    await take(fact.confirmation)
    const taken = await take(fact.confirmation)
    expect(taken.moves.filter((move) => move.fact.kind === 'confirmed')).toHaveLength(1)
    await expect(take({ ...fact.confirmation, signer: OWNER_ADDRESSES[2] })).rejects.toMatchObject({
      code: 'confirmation.wrong-signer',
    })
    await expect(take({ ...fact.confirmation, payoutSha256: 'ab'.repeat(32) })).rejects.toMatchObject({
      code: 'payout.not-in-journal',
    })
    await here.sign(payout)
    expect(payoutState(payout, (await here.list())[0]?.moves ?? []).stage).toBe('signed')
    await rm(otherFolder, { recursive: true, force: true })
  })
})

describe('a payout of an account', () => {
  it('is signed transaction by transaction, by this account alone', async () => {
    const { proposed, sign } = program()
    const payout = await accountPayout()
    await proposed(payout)
    await expect(sign(payout, { path: OWNER_PATHS[1] })).rejects.toMatchObject({ code: 'ledger.other-account' })
    let moves = (await sign(payout)).moves
    expect(payout.transactions.length).toBeGreaterThan(1)
    for (let at = 1; at < payout.transactions.length; at += 1) moves = (await sign(payout, { at })).moves
    expect(payoutState(payout, moves)).toMatchObject({ stage: 'signed', problems: [] })
  })

  it('with one base unit changed is not taken in, and the place is named', async () => {
    const { draft, kinds } = program()
    const payout = await accountPayout()
    const [first, ...rest] = payout.payees
    if (!first) throw new Error('The example pays nobody')
    const more = { ...first, amountBaseUnits: (BigInt(first.amountBaseUnits) + 1n).toString() }
    await expect(draft({ ...payout, payees: [more, ...rest] })).rejects.toMatchObject({ code: 'payout.does-not-hold' })
    expect(kinds()).toEqual([])
  })
})

describe('practice and real payouts', () => {
  it('the training Ledger signs for no chain that is worth something; a real one does', async () => {
    const { proposed, sign, kinds } = program()
    const payout = await accountPayout(onRealChain(RIG_ACCOUNT))
    await proposed(payout)
    await expect(sign(payout)).rejects.toMatchObject({ code: 'ledger.training-chain' })
    expect(kinds()).not.toContain('treasury.sign-requested')
    const { moves } = await sign(payout, { deviceId: 'usb:1' })
    expect(moves.at(-1)?.fact).toMatchObject({ confirmation: { simulated: false, signer: OWNER_ADDRESSES[0] } })
  })

  it('a practice payout that is signed stands in the way of no real one, and is told of no period', async () => {
    const { proposed, sign, service } = program()
    const practice = await accountPayout()
    await proposed(practice)
    await sign(practice)
    expect(await service.signedPeriods()).toEqual([])
    const real = await accountPayout(onRealChain(RIG_ACCOUNT))
    await proposed(real)
    await sign(real, { deviceId: 'usb:1' })
    expect(await service.signedPeriods()).toMatchObject([{ period: { id: 'january' }, simulated: false }])
    await expect(
      proposed(
        await accountPayout({
          settings: { ...real.transactions[0], kind: 'account', firstNonce: 40, rootGasLimit: undefined } as never,
        }),
      ),
    ).rejects.toMatchObject({ code: 'payout.period-signed' })
  })
})

describe('payouts of the first versions', () => {
  it('a real one that is signed stands in the way of the same period, one of practice in the way of none', async () => {
    const contract = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'
    const signedOn = async (chainId: number) => {
      const transaction = { ...SETTINGS, chainId, contract }
      const payout = await preparePayout({ split: splitOf(), previous: NO_PREVIOUS_TOTALS, transaction })
      return signExample(payout)
    }
    const real = await accountPayout(onRealChain(RIG_ACCOUNT))
    await expect(program({ earlier: [await signedOn(42161)] }).draft(real)).rejects.toMatchObject({
      code: 'payout.period-signed',
    })
    await program({ earlier: [await signedOn(31337)] }).draft(real)
  })

  it('the demo is paid on no chain that is worth something', async () => {
    const split = splitOf({ period: `${DEMO_PREFIX}october` })
    const { draft } = program()
    await expect(draft(await accountPayout({ ...onRealChain(RIG_ACCOUNT), split }))).rejects.toMatchObject({
      code: 'payout.demo-on-real-chain',
    })
    await draft(await accountPayout({ split }))
  })
})

describe('what was signed before', () => {
  it('is refused by the next program, from its journal, before the Ledger is asked', async () => {
    const first = await safePayout()
    const before = program()
    await before.proposed(first)
    await before.sign(first)
    const next = program({ journal: before.journal })
    const refusals = [
      [await safePayout(february), 'payout.nonce-used'],
      [await safePayout({ ...nextNonce }), 'payout.period-signed'],
      [await safePayout({ ...nextNonce, split: splitOf({ period: 'rewards (1)' }) }), 'payout.same-amounts'],
    ] as const
    for (const [payout, code] of refusals) await expect(next.draft(payout)).rejects.toMatchObject({ code })
    expect(next.timesOpened()).toBe(0)
    const renamed = await safePayout({ ...nextNonce, split: splitOf({ period: 'rewards (1)' }) })
    await next.proposed(renamed, true)
    await expect(next.sign(renamed)).rejects.toMatchObject({ code: 'payout.same-amounts' })
    await next.sign(renamed, { isAnotherPeriod: true })
  })

  it('that the journal tells of in words of tomorrow stops every signature', async () => {
    const { draft, journal } = program()
    await journal.append('treasury.move', { format: 'of tomorrow' })
    await expect(draft(await safePayout())).rejects.toMatchObject({ code: 'treasury.journal-unreadable' })
  })

  it('stands in the way with its file gone, until the file is put back or a person makes it void', async () => {
    const { proposed, sign, draft, list, learn, voidPayout } = program()
    const first = await safePayout()
    await proposed(first)
    await sign(first)
    const path = join(folder, `${first.contentSha256}.json`)
    await rm(path)
    const second = await safePayout({ ...february, ...nextNonce })
    expect(await list()).toMatchObject([{ fileState: 'missing' }])
    await expect(draft(second)).rejects.toMatchObject({ code: 'payout.file-missing' })
    await learn(first, [])
    expect(await list()).toMatchObject([{ fileState: 'whole' }])
    await writeFile(path, '{}')
    expect(await list()).toMatchObject([{ fileState: 'damaged' }])
    await expect(draft(second)).rejects.toMatchObject({ code: 'payout.file-damaged' })
    await voidPayout(first, 'the file is lost and nothing was sent')
    await draft(second)
  })
})

describe('a payout that must not be sent', () => {
  it('is void with a reason and names the nonces to use up; then another takes its place', async () => {
    const { proposed, sign, voidPayout, cancel, draft, propose, list } = program()
    const wrong = await safePayout()
    await proposed(wrong)
    await sign(wrong)
    const { moves } = await voidPayout(wrong, 'the executor has no coin')
    expect(moves.at(-1)?.fact).toEqual({ kind: 'voided', reason: 'the executor has no coin', burns: ['7'] })
    expect((await voidPayout(wrong, 'again')).moves).toEqual(moves)
    await expect(sign(wrong, { path: OWNER_PATHS[1] })).rejects.toMatchObject({ code: 'payout.void' })

    await cancel(wrong)
    const cancelled = await cancel(wrong, 0, OWNER_PATHS[2])
    expect(payoutState(wrong, cancelled.moves).transactions[0]?.cancelling).toMatchObject({ isSigned: true, needed: 2 })
    await expect(cancel(wrong, 0, OWNER_PATHS[1])).rejects.toMatchObject({ code: 'payout.nothing-to-cancel' })

    const right = await safePayout({ replaces: { payout: wrong, reason: 'the executor has no coin', unpaid: null } })
    await draft(right)
    await propose(right)
    const [old] = await list()
    expect(payoutState(wrong, old?.moves ?? [])).toMatchObject({ stage: 'replaced', replacedBy: right.contentSha256 })
    await sign(right)
  })

  it('of an account is cancelled by a transfer of nothing to itself, with higher fees', async () => {
    const { proposed, sign, voidPayout, cancel } = program()
    const payout = await accountPayout()
    await proposed(payout)
    await expect(cancel(payout)).rejects.toMatchObject({ code: 'payout.nothing-to-cancel' })
    await sign(payout)
    await voidPayout(payout)
    const { moves } = await cancel(payout)
    const fact = moves.at(-1)?.fact
    expect(fact).toMatchObject({ kind: 'cancelling', at: 0, confirmation: { signer: OWNER_ADDRESSES[0] } })
    await expect(cancel(payout, 1)).rejects.toMatchObject({ code: 'payout.nothing-to-cancel' })
  })
})

describe('the journal and the disk', () => {
  it.each([
    [{ decision: 'reject' }, 'ledger.rejected', 'treasury.sign-refused'],
    [{ fault: 'wrong-app' }, 'ledger.wrong-app', 'treasury.sign-failed'],
    [{ fault: 'locked' }, 'ledger.locked', 'treasury.sign-failed'],
  ] as const)('%o is journaled as it ended', async (options, code, kind) => {
    const { proposed, sign, entries, kinds } = program(options)
    const payout = await safePayout()
    await proposed(payout)
    await expect(sign(payout)).rejects.toMatchObject({ code })
    expect(kinds().slice(3)).toEqual(['treasury.sign-requested', kind])
    expect(entries.at(-1)?.data).toMatchObject({ problem: { code } })
  })

  it('a signature that the disk refuses stays in memory, is told of, and is written once there is room', async () => {
    const { proposed, sign, journal, list, timesOpened } = program()
    const payout = await safePayout()
    await proposed(payout)
    journal.disk.refuses = (kind) => kind === 'treasury.move'
    await expect(sign(payout)).rejects.toMatchObject({ code: 'payout.signed-not-kept' })
    expect((await list())[0]?.moves.at(-1)?.fact.kind).toBe('confirmed')
    const other = { path: OWNER_PATHS[1] }
    await expect(sign(payout, other)).rejects.toMatchObject({ code: 'payout.signed-not-kept' })
    journal.disk.refuses = null
    const { moves } = await sign(payout)
    expect(payoutState(payout, moves).transactions[0]?.confirmations).toHaveLength(1)
    expect(timesOpened()).toBe(1)
    expect((await program({ journal }).list())[0]?.moves).toEqual(moves)
  })

  it('what the disk refused is written when the console closes, if there is space by then', async () => {
    const { proposed, sign, journal, service } = program()
    const payout = await safePayout()
    await proposed(payout)
    journal.disk.refuses = (kind) => kind === 'treasury.move'
    await expect(sign(payout)).rejects.toMatchObject({ code: 'payout.signed-not-kept' })
    await service.close()
    journal.disk.refuses = null
    await service.close()
    expect((await program({ journal }).list())[0]?.moves.at(-1)?.fact.kind).toBe('confirmed')
  })

  it('a draft that the disk refuses is none', async () => {
    const { draft, disk, kinds, list } = program()
    disk.isFull = true
    await expect(draft(await safePayout())).rejects.toMatchObject({ code: 'disk.full' })
    expect(kinds()).toEqual([])
    expect(await list()).toEqual([])
  })

  it('a file without an entry is taken in, one that does not hold is refused once, and an open request is noted', async () => {
    const payout = await safePayout()
    const before = program()
    await before.draft(payout)
    const damaged = 'cd'.repeat(32)
    await writeFile(join(folder, `${damaged}.json`), JSON.stringify({ ...payout, contentSha256: damaged }))
    const next = program()
    await next.journal.append('treasury.sign-requested', { payoutId: payout.contentSha256, signedHash: '0x12' })
    await next.propose(payout).catch(() => undefined)
    next.service.start()
    await next.proposed(payout)
    await next.sign(payout)
    expect(next.kinds().slice(1, 4)).toEqual(
      expect.arrayContaining(['treasury.payout-kept', 'treasury.file-refused', 'treasury.sign-interrupted']),
    )
    next.service.start()
    await next.list()
    expect(next.kinds().filter((kind) => kind === 'treasury.file-refused')).toHaveLength(1)
  })

  it('nothing is signed while the journal lacks entries that nobody has acknowledged, nor without the installation key', async () => {
    const payout = await safePayout()
    const { proposed, sign, journal, timesOpened } = program()
    await proposed(payout)
    journal.damage.lost = { seq: 9, at: '', expectedSeq: 8, foundSeq: 6, evidence: 'anchor' }
    await expect(sign(payout)).rejects.toMatchObject({ code: 'journal.loss' })
    const missing = new Problem('key.missing', 'The key file is gone.')
    await expect(program({ journal, keyProblem: missing }).sign(payout)).rejects.toBe(missing)
    expect(timesOpened()).toBe(0)
    journal.damage.lost = null
    await sign(payout)
  })

  it('two signings at once: the second waits and says so; one that is cancelled while it waits is not begun', async () => {
    const { proposed, sign, prompts, kinds } = program({ reviewMs: 50 })
    const payout = await safePayout()
    await proposed(payout)
    const cancelling = new AbortController()
    const first = sign(payout)
    const cancelled = sign(payout, { signal: cancelling.signal })
    const third = sign(payout, { path: OWNER_PATHS[1] })
    cancelling.abort()
    await expect(cancelled).rejects.toMatchObject({ code: 'ledger.cancelled' })
    await first
    expect(payoutState(payout, (await third).moves).stage).toBe('signed')
    expect(prompts[0]?.message).toContain('this one waits')
    expect(kinds().filter((kind) => kind === 'treasury.sign-requested')).toHaveLength(2)
  })

  it('what is not in the journal is not given out', async () => {
    await expect(program().file('1'.repeat(64))).rejects.toMatchObject({ code: 'payout.not-in-journal' })
    expect(await readdir(folder)).toEqual([])
  })
})

describe('what comes from the records', () => {
  it('is taken in with its moves, once, and stands in the way as any other', async () => {
    const payout = await safePayout()
    const elsewhere = program()
    await elsewhere.proposed(payout)
    const { moves } = await elsewhere.sign(payout)
    const here = program()
    await here.learn(payout, moves)
    const kinds = here.kinds()
    expect(await here.learn(payout, moves)).toEqual({ moves })
    expect(here.kinds()).toEqual(kinds)
    await expect(here.draft(await safePayout(nextNonce))).rejects.toMatchObject({ code: 'payout.period-signed' })
    const { moves: after } = await here.sign(payout, { path: OWNER_PATHS[1] })
    expect(payoutState(payout, after).stage).toBe('signed')
  })

  it('a move that was changed, or whose signature is another’s, changes nothing and is noted once', async () => {
    const payout = await safePayout()
    const elsewhere = program()
    await elsewhere.proposed(payout)
    const { moves } = await elsewhere.sign(payout)
    const signature = moves.at(-1)
    if (signature?.fact.kind !== 'confirmed') throw new Error('Nothing was signed')
    const { confirmation } = signature.fact
    const forged = moveOf({ kind: 'confirmed', confirmation: { ...confirmation, signer: OWNER_ADDRESSES[1] } }, { payout })
    const changed = payoutMoveSchema.parse({ ...signature, movedAt: '2020-01-01T00:00:00.000Z' })
    const here = program()
    const learned = await here.learn(payout, [forged, changed])
    await here.learn(payout, [forged, changed])
    expect(learned.moves).toEqual([])
    expect(here.kinds()).toEqual(['treasury.payout-kept', 'treasury.move-refused', 'treasury.move-refused'])
  })

  it('a payout that does not hold is not taken in', async () => {
    const payout = await safePayout()
    await expect(program().learn({ ...payout, contentSha256: 'ab'.repeat(32) }, [])).rejects.toMatchObject({
      code: 'payout.does-not-hold',
    })
  })
})

test('verifying says what does not hold', async () => {
  const { handlers, newContext } = program()
  const payout = await safePayout()
  expect(await handlers['treasury.verify']({ payout }, newContext())).toEqual({ holds: true, findings: [] })
  const other = { ...payout, treasury: { ...RIG_SAFE, threshold: 1 } }
  expect(await handlers['treasury.verify']({ payout: other }, newContext())).toMatchObject({ holds: false })
})
