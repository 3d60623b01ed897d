/** A snapshot in which everything is as it should be, for tests. Synthetic. */
import { ADA, BO, MULTI_SEND, SAFE, TOKEN } from '../exampleSafe'
import type { SnapshotWants } from './checkSnapshot'
import type { Snapshot } from './snapshot'

export const EXAMPLE_SNAPSHOT: Omit<Snapshot, 'contentSha256'> = {
  format: 'commonmast-snapshot-v1',
  takenAt: '2026-03-01T12:00:00.000Z',
  nodes: ['node.example'],
  chainId: 8453,
  block: {
    number: '1000',
    hash: `0x${'aa'.repeat(32)}`,
    time: '2026-03-01T11:59:58.000Z',
    gasLimit: '30000000',
    baseFeeWei: '10',
  },
  fees: { kind: 'eip1559', maxFeePerGasWei: '22', maxPriorityFeePerGasWei: '2' },
  treasury: {
    kind: 'safe',
    address: SAFE.address,
    nonce: '12',
    balanceWei: '0',
    tokenBaseUnits: '100000000',
    version: '1.4.1',
    owners: [ADA, BO],
    threshold: 2,
    singleton: '0x41675C099F32341bf84BFc5382aF534df5C7461a',
    proxyCodeHash: '0xd7d408ebcd99b2b70be43e20253d6d92a8ea8fab29bd3be7f55b10032331fb4c',
    singletonCodeHash: '0x1fe2df852ba3299d6534ef416eefa406e56ced995bca886ab7a553e6d0c5e1c4',
    modules: [],
    guard: null,
  },
  executor: { address: ADA, nonce: '4', pendingNonce: '4', balanceWei: '22000000' },
  token: {
    address: TOKEN,
    name: 'WeatherXM',
    symbol: 'WXM',
    decimals: 6,
    codeHash: `0x${'bb'.repeat(32)}`,
    implementation: null,
    paused: null,
  },
  multiSends: [{ address: MULTI_SEND, codeHash: '0xecd5bd14a08c5d2122379900b2f272bdf107a7e92423c10dd5fe3254386c9939' }],
  distributor: null,
  payees: [],
}

export const EXAMPLE_WANTS: SnapshotWants = {
  now: new Date('2026-03-01T13:00:00.000Z'),
  chainId: 8453,
  treasury: { kind: 'safe', address: SAFE.address, version: '1.4.1', owners: [BO, ADA], threshold: 2 },
  token: { chainId: 8453, address: TOKEN, symbol: 'WXM', decimals: 6, codeHash: `0x${'bb'.repeat(32)}` },
  totalBaseUnits: 100_000_000n,
  executor: { address: ADA, gasNeeded: 1_000_000n },
}
