import { expect, it } from 'vitest'
import { ADA, BO, CY, TOKEN } from '../exampleSafe'
import { checkSnapshot, type SnapshotWants } from './checkSnapshot'
import { EXAMPLE_SNAPSHOT, EXAMPLE_WANTS } from './exampleSnapshot'
import { readSnapshot, type Snapshot, sealSnapshot } from './snapshot'

type Content = typeof EXAMPLE_SNAPSHOT

function findings(change: (content: Content) => Content, wants: Partial<SnapshotWants> = {}) {
  return checkSnapshot(sealSnapshot(change(EXAMPLE_SNAPSHOT)), { ...EXAMPLE_WANTS, ...wants })
}

const same = (content: Content) => content
const inTreasury = (change: object) => (content: Content) =>
  ({ ...content, treasury: { ...content.treasury, ...change } }) as Content
const inToken = (change: object) => (content: Content) => ({ ...content, token: { ...content.token, ...change } }) as Content
const inExecutor = (change: object) => (content: Content) =>
  ({ ...content, executor: { ...content.executor, ...change } }) as Content
const token = EXAMPLE_WANTS.token

it('[CH11] a snapshot is read as it was sealed, and one that was changed is refused', () => {
  const snapshot = sealSnapshot(EXAMPLE_SNAPSHOT)
  expect(readSnapshot(JSON.parse(JSON.stringify(snapshot)))).toEqual(snapshot)
  expect(() => readSnapshot({ ...snapshot, chainId: 1 })).toThrow(expect.objectContaining({ code: 'snapshot.changed' }))
  expect(() => readSnapshot({ ...snapshot, chainId: '1' })).toThrow(
    expect.objectContaining({ code: 'snapshot.malformed', field: 'chainId' }),
  )
  expect(() => readSnapshot({ ...snapshot, more: 1 })).toThrow(expect.objectContaining({ code: 'snapshot.malformed' }))
})

it('[CH12] nothing speaks against a snapshot in which all is as it is known', () => {
  expect(findings(same)).toEqual([])
})

it.each<[code: string, change: (content: Content) => Content, wants?: Partial<SnapshotWants>]>([
  ['other-chain', (content) => ({ ...content, chainId: 869 })],
  ['other-chain', same, { token: { ...token, chainId: 869 } }],
  ['other-treasury', inTreasury({ address: CY })],
  ['treasury-kind', same, { treasury: { kind: 'account', address: EXAMPLE_SNAPSHOT.treasury.address } }],
  ['safe-code-unknown', inTreasury({ singletonCodeHash: `0x${'12'.repeat(32)}` })],
  ['safe-code-unknown', inTreasury({ proxyCodeHash: `0x${'12'.repeat(32)}` })],
  ['safe-code-unknown', inTreasury({ singletonCodeHash: null })],
  ['safe-version', inTreasury({ singletonCodeHash: '0x21842597390c4c6e3c1239e434a682b054bd9548eee5e9b1d6a4482731023c0f' })],
  ['safe-owners', inTreasury({ owners: [ADA, BO, CY] })],
  ['safe-threshold', inTreasury({ threshold: 1 })],
  ['multisend-missing', (content) => ({ ...content, multiSends: [{ address: CY, codeHash: `0x${'12'.repeat(32)}` }] })],
  ['other-token', (content) => ({ ...content, token: null })],
  ['token-decimals', inToken({ decimals: 18 })],
  ['token-symbol', inToken({ symbol: 'WXM2' })],
  ['token-code', inToken({ codeHash: `0x${'12'.repeat(32)}` })],
  ['token-paused', inToken({ paused: true })],
  ['not-enough', inTreasury({ tokenBaseUnits: '99999999' })],
  ['not-enough', same, { token: { ...token, address: null }, totalBaseUnits: 1n }],
  ['other-executor', same, { executor: { address: BO, gasNeeded: 1n } }],
  ['executor-poor', inExecutor({ balanceWei: '21999999' })],
  ['above-block', inExecutor({ balanceWei: '1000000000' }), { executor: { address: ADA, gasNeeded: 30_000_001n } }],
])('[CH12] refused: %s', (code, change, wants) => {
  expect(findings(change, wants)).toMatchObject([{ code, refuses: true }])
})

it.each<[code: string, change: (content: Content) => Content, wants?: Partial<SnapshotWants>]>([
  ['stale', same, { now: new Date('2026-03-09T13:00:00.000Z') }],
  ['from-the-future', same, { now: new Date('2026-03-01T06:00:00.000Z') }],
  [
    'clock-off',
    (content) => ({ ...content, takenAt: '2026-03-01T14:30:00.000Z' }),
    { now: new Date('2026-03-01T14:31:00.000Z') },
  ],
  ['clock-off', (content) => ({ ...content, block: { ...content.block, time: '2026-03-01T15:00:00.000Z' } })],
  ['safe-modules', inTreasury({ modules: [CY] })],
  ['safe-guard', inTreasury({ guard: CY })],
  ['token-proxy', inToken({ implementation: { address: CY, codeHash: null } })],
  ['executor-waiting', inExecutor({ pendingNonce: '5' })],
])('[CH12] a person has to look: %s', (code, change, wants) => {
  expect(findings(change, wants)).toMatchObject([{ code, refuses: false }])
})

it('[CH12] pay-13: decimals that differ from the token’s own are refused, whatever its name', () => {
  const other: Snapshot['token'] = { ...(EXAMPLE_SNAPSHOT.token as NonNullable<Snapshot['token']>), decimals: 18 }
  const [finding] = findings((content) => ({ ...content, token: other }))
  expect(finding?.message).toContain('18 decimals')
  expect(other.address).toBe(TOKEN)
})

it('[CH12] an account that has code is not only its owner’s', () => {
  const { tokenBaseUnits, balanceWei, nonce } = EXAMPLE_SNAPSHOT.treasury
  const account: Snapshot['treasury'] = {
    kind: 'account',
    address: BO,
    tokenBaseUnits,
    balanceWei,
    nonce,
    codeHash: `0x${'12'.repeat(32)}`,
  }
  const wants: Partial<SnapshotWants> = { treasury: { kind: 'account', address: BO } }
  expect(findings((content) => ({ ...content, treasury: account }), wants)).toMatchObject([
    { code: 'account-has-code', refuses: false },
  ])
  expect(findings((content) => ({ ...content, treasury: { ...account, codeHash: null } }), wants)).toEqual([])
})

it('[CH12] refusals stand before what a person has to look at', () => {
  const both = findings((content) => inToken({ decimals: 18 })(inTreasury({ guard: CY })(content)))
  expect(both.map(({ refuses }) => refuses)).toEqual([true, false])
})
