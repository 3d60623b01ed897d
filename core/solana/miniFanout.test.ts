import { sha256 } from '@noble/hashes/sha2.js'
import { base58 } from '@scure/base'
import { type Address, getAddressEncoder, getProgramDerivedAddress } from '@solana/kit'
import { beforeAll, describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../fixtures/readFixture'
import { runMiniFanout } from '../rewards/miniFanout'
import { associatedTokenAccount } from './associatedTokenAccount'
import { checkMiniFanout, type ExpectedFanout } from './checkMiniFanout'
import { EXAMPLE_TOKEN, EXAMPLE_TREASURY, exampleWallet } from './exampleRun'
import {
  fanoutMembers,
  MINI_FANOUT_PROGRAM,
  type MiniFanoutSettings,
  NO_KEY,
  readMiniFanoutAccount,
  readMiniFanoutJson,
} from './miniFanoutSettings'

const NAMESPACE = exampleWallet('namespace')
const SEED = Uint8Array.from([1, 2, 3])
const [ADA, BEN] = [exampleWallet('ada'), exampleWallet('ben')]
let settings: MiniFanoutSettings
let expected: ExpectedFanout

beforeAll(async () => {
  const [fanout] = await getProgramDerivedAddress({
    programAddress: MINI_FANOUT_PROGRAM,
    seeds: ['mini_fanout', getAddressEncoder().encode(NAMESPACE), SEED],
  })
  settings = {
    owner: EXAMPLE_TREASURY,
    namespace: NAMESPACE,
    mint: EXAMPLE_TOKEN.mint,
    tokenAccount: await associatedTokenAccount(fanout, EXAMPLE_TOKEN),
    taskQueue: exampleWallet('queue'),
    nextTask: exampleWallet('task'),
    schedule: '0 0 * * * *',
    shares: [
      { wallet: ADA, delegate: null, term: { kind: 'share', weight: 60n }, dustPicoUnits: 5n, owedBaseUnits: 0n },
      { wallet: BEN, delegate: null, term: { kind: 'share', weight: 40n }, dustPicoUnits: 0n, owedBaseUnits: 0n },
    ],
    seed: SEED,
  }
  expected = {
    fanout,
    mint: EXAMPLE_TOKEN.mint,
    owner: EXAMPLE_TREASURY,
    weights: [
      { wallet: ADA, weight: 3n },
      { wallet: BEN, weight: 2n },
    ],
  }
})

/** The account's bytes as the program writes them, field by field. */
function accountBytes({ shares, seed, schedule, ...keys }: MiniFanoutSettings): Uint8Array {
  const number = (value: bigint, bytes: number) =>
    Array.from({ length: bytes }, (_, at) => Number((value >> BigInt(8 * at)) & 255n))
  const text = [...new TextEncoder().encode(schedule)]
  const order = [keys.owner, keys.namespace, keys.mint, keys.tokenAccount, keys.taskQueue, keys.nextTask, exampleWallet('refund')]
  return Uint8Array.from([
    ...sha256(new TextEncoder().encode('account:MiniFanoutV0')).subarray(0, 8),
    ...order.flatMap((key) => [...base58.decode(key)]),
    254,
    ...number(BigInt(text.length), 4),
    ...text,
    253,
    ...number(BigInt(shares.length), 4),
    ...shares.flatMap(({ wallet, delegate, term, dustPicoUnits, owedBaseUnits }) => [
      ...base58.decode(wallet),
      ...base58.decode(delegate ?? NO_KEY),
      ...(term.kind === 'share' ? [0, ...number(term.weight, 4)] : [1, ...number(term.amountBaseUnits, 8)]),
      ...number(dustPicoUnits, 8),
      ...number(owedBaseUnits, 8),
    ]),
    ...number(BigInt(seed.length), 4),
    ...seed,
    ...base58.decode(NO_KEY),
    0,
    ...new Uint8Array(60),
  ])
}

const json = ({ shares, seed, ...rest }: MiniFanoutSettings) => ({
  ...rest,
  seed: [...seed],
  bump: 254,
  shares: shares.map(({ wallet, delegate, term, dustPicoUnits, owedBaseUnits }) => ({
    wallet,
    delegate: delegate ?? NO_KEY,
    share:
      term.kind === 'share' ? { share: { amount: Number(term.weight) } } : { fixed: { amount: term.amountBaseUnits.toString() } },
    totalDust: dustPicoUnits.toString(),
    totalOwed: owedBaseUnits.toString(),
  })),
})

describe('settings of a mini-fanout', () => {
  it('[SO18] are read from the bytes of its account and from JSON alike', () => {
    const varied: MiniFanoutSettings = {
      ...settings,
      shares: [
        ...settings.shares,
        {
          wallet: exampleWallet('cleo'),
          delegate: exampleWallet('dan'),
          term: { kind: 'fixed', amountBaseUnits: 2n ** 64n - 1n },
          dustPicoUnits: 10n ** 12n - 1n,
          owedBaseUnits: 7n,
        },
      ],
    }
    expect(readMiniFanoutAccount(accountBytes(varied))).toEqual(varied)
    expect(readMiniFanoutJson(JSON.parse(JSON.stringify(json(varied))))).toEqual(varied)
  })

  it('[SO18] are refused from another account, cut short, or with terms that are not known', () => {
    const bytes = accountBytes(settings)
    const code = (name: string) => expect.objectContaining({ code: `fanout.${name}` })
    expect(() => readMiniFanoutAccount(bytes.subarray(1))).toThrow(code('not-one'))
    expect(() => readMiniFanoutAccount(bytes.subarray(0, 300))).toThrow(code('unreadable'))
    const [share] = json(settings).shares
    for (const shares of [
      [{ ...share, share: { percent: { amount: 1 } } }],
      [{ ...share, wallet: 'ada' }],
      [{ ...share, share: { share: { amount: -1 } } }],
    ]) {
      expect(() => readMiniFanoutJson({ ...json(settings), shares })).toThrow(code('unreadable'))
    }
  })

  it('[SO18] give the published payouts when they are run', () => {
    const { cases } = readFixtureJson('vectors/helium_mini_fanout.json') as {
      cases: { input: { balance: string; shares: Record<string, string>[] }; expected: { payouts: string[] } }[]
    }
    for (const { input, expected: published } of cases) {
      const shares = input.shares.map(({ share, fixed, dust = '0', owed = '0' }, at) => ({
        wallet: exampleWallet(`member ${at}`),
        delegate: null,
        term:
          share === undefined
            ? ({ kind: 'fixed', amountBaseUnits: BigInt(fixed ?? 0) } as const)
            : ({ kind: 'share', weight: BigInt(share) } as const),
        dustPicoUnits: BigInt(dust),
        owedBaseUnits: BigInt(owed),
      }))
      const read = readMiniFanoutAccount(accountBytes({ ...settings, shares }))
      const { payments } = runMiniFanout(
        BigInt(input.balance),
        fanoutMembers(read, () => true),
      )
      expect(payments.map(({ paidBaseUnits }) => paidBaseUnits.toString())).toEqual(published.payouts)
    }
    expect(cases.length).toBeGreaterThan(5)
  })

  it('[SO19] hold when they pay whom was agreed, in any unit', async () => {
    expect(await checkMiniFanout(settings, expected)).toEqual([])
  })

  const withShare = (change: Partial<MiniFanoutSettings['shares'][number]>) => () => ({
    shares: settings.shares.map((share, at) => (at === 1 ? { ...share, ...change } : share)),
  })
  const wrong: [what: string, says: RegExp, change: () => Partial<MiniFanoutSettings>][] = [
    ['nothing scheduled (no key)', /nothing is scheduled/, () => ({ nextTask: NO_KEY })],
    ['nothing scheduled (itself)', /nothing is scheduled/, () => ({ nextTask: expected.fanout })],
    ['no schedule', /never runs/, () => ({ schedule: ' ' })],
    ['another owner', /may change it at any time/, () => ({ owner: exampleWallet('eve') })],
    ['another token', /pays the token/, () => ({ mint: exampleWallet('another mint') })],
    ['another token account', /rewards arrive at/, () => ({ tokenAccount: exampleWallet('eve') })],
    ['another seed', /namespace and seed make/, () => ({ seed: Uint8Array.from([9]) })],
    ['another part', /40 was agreed|but 2 of 5 was agreed/, withShare({ term: { kind: 'share', weight: 41n } })],
    ['a wallet that was not agreed on', /was not agreed on/, withShare({ wallet: exampleWallet('eve') })],
    ['a wallet twice', /twice/, withShare({ wallet: ADA })],
    ['no wallet', /has no wallet/, withShare({ wallet: NO_KEY })],
    ['a program as wallet', /is a program/, withShare({ wallet: 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA' as Address })],
    ['a delegate', /goes to .* instead/, withShare({ delegate: exampleWallet('eve') })],
    ['a fixed amount', /before all shares/, withShare({ term: { kind: 'fixed', amountBaseUnits: 5n } })],
    ['an amount owed', /7 base units are still owed/, withShare({ owedBaseUnits: 7n })],
    ['weights that are too large', /it would stop/, withShare({ term: { kind: 'share', weight: 2n ** 32n - 1n } })],
    ['no members', /has no members/, () => ({ shares: [] })],
    [
      'only zero shares',
      /All shares are 0/,
      () => ({ shares: settings.shares.map((share) => ({ ...share, term: { kind: 'share' as const, weight: 0n } })) }),
    ],
  ]
  it.each(wrong)('[SO19] are found with %s', async (_what, says, change) => {
    const findings = await checkMiniFanout({ ...settings, ...change() }, expected)
    expect(findings.map(({ message }) => message)).toContainEqual(expect.stringMatching(says))
  })

  it('[SO19] name an account of a program that is paid', async () => {
    const vault = await associatedTokenAccount(ADA, EXAMPLE_TOKEN)
    const findings = await checkMiniFanout({ ...settings, ...withShare({ wallet: vault })() }, { ...expected, weights: null })
    expect(findings).toEqual([{ where: `shares[1] wallet ${vault}`, message: expect.stringContaining('no key can exist') }])
  })
})
