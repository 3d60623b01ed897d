/** The treasury service over a folder, with the simulated Ledger, as a program that can be ended and started again. */
import type { LedgerPrompt } from '#core/contract/consoleContract'
import type { Problem } from '#core/model/problem'
import type { PayoutFile } from '#core/payout/payoutFile'
import { type SignedPayout, signedPayoutOf } from '#core/payout/signedPayout'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { TreasuryFacts } from '#core/treasury/model/treasuryFacts'
import { ACCOUNT_SETTINGS, inputOf, SAFE_TREASURY, TOKEN_FACTS } from '#core/treasury/payout/examplePayoutV4'
import { type PayoutInputV4, preparePayoutV4 } from '#core/treasury/payout/preparePayoutV4'
import { createLedgerDevices } from '../../ledger/ledgerDevices'
import type { LedgerTransports } from '../../ledger/ledgerTransports'
import { SIMULATED_ACCOUNTS } from '../../ledger/simulatedAccounts'
import { createSimulatedLedger, type SimulatedLedgerOptions } from '../../ledger/simulatedLedger'
import { createSimulatedLedgerTransports, SIMULATED_LEDGER_ID } from '../../ledger/simulatedLedgerTransports'
import { openPayoutFiles } from '../../storage/payoutFiles'
import type { SecretVault } from '../../storage/secretVault'
import { createNodeBook } from '../treasury/chain/nodeBook'
import { createTreasuryService } from '../treasuryService'
import { type Life, stepwise } from './crashPoints'
import { createMemoryJournal, diskFull } from './memoryJournal'

const [FIRST, SECOND, THIRD] = SIMULATED_ACCOUNTS
export const OWNER_PATHS = [FIRST.path, SECOND.path, THIRD.path] as const
export const OWNER_ADDRESSES = [FIRST.address, SECOND.address, THIRD.address] as const

/** Real in kind, for the rules that hold only for real devices. */
const REAL_LEDGER: LedgerTransports = {
  list: async () => [{ id: 'usb:1', kind: 'usb', name: 'Ledger on USB', simulated: false }],
  open: async () => ({
    transport: createSimulatedLedger({ signsForAnyChain: true }),
    modelId: 'nanoSP',
    name: 'Ledger Nano S Plus',
  }),
}

const REAL_CHAIN = 'eip155:42161'
export const RIG_SAFE: TreasuryFacts = { ...SAFE_TREASURY, owners: [...OWNER_ADDRESSES], threshold: 2 } as TreasuryFacts
export const RIG_ACCOUNT: TreasuryFacts = { kind: 'account', chain: 'eip155:31337', address: OWNER_ADDRESSES[0] }

/** A first payout of the rig's Safe, unless told otherwise. */
export function safePayout(changes: Partial<PayoutInputV4> = {}): Promise<PayoutFileV4> {
  return preparePayoutV4(inputOf({ treasury: RIG_SAFE, ...changes }))
}

/** One transfer for each payee, from the rig's account. */
export function accountPayout(changes: Partial<PayoutInputV4> = {}): Promise<PayoutFileV4> {
  return preparePayoutV4(inputOf({ treasury: RIG_ACCOUNT, method: 'transfers', settings: ACCOUNT_SETTINGS, ...changes }))
}

/** The same on a chain that is worth something. */
export function onRealChain<T extends TreasuryFacts>(treasury: T): Pick<PayoutInputV4, 'treasury' | 'token'> {
  return { treasury: { ...treasury, chain: REAL_CHAIN }, token: { ...TOKEN_FACTS, chain: REAL_CHAIN } }
}

export interface RigOptions extends SimulatedLedgerOptions {
  /** The program ends with it. */
  life?: Life
  /** Where addresses of nodes are kept. */
  vault?: SecretVault
  /** Where payouts are kept. */
  folder: string
  /** That of a program before this one. */
  journal?: ReturnType<typeof createMemoryJournal>
  publicKeyHex?: string
  keyProblem?: Problem
  /** Signed payouts of the first versions. */
  earlier?: PayoutFile[]
}

/** Sealed by nothing. */
export function createMemoryVault(): SecretVault {
  const secrets = new Map<string, string>()
  return {
    names: async () => [...secrets.keys()],
    get: async (name) => secrets.get(name) ?? null,
    set: async (name, secret) => void secrets.set(name, secret),
    delete: async (name) => void secrets.delete(name),
  }
}

export interface SignGiven {
  at?: number
  deviceId?: string
  path?: string
  isAnotherPeriod?: boolean
  signal?: AbortSignal
}

export function createTreasuryRig({ folder, journal = createMemoryJournal(), life, ...options }: RigOptions) {
  const { publicKeyHex = 'a1'.repeat(32), keyProblem, earlier = [], vault = createMemoryVault(), ...simulatedOptions } = options
  const prompts: LedgerPrompt[] = []
  const simulated = createSimulatedLedgerTransports(simulatedOptions)
  let opened = 0
  const counted: LedgerTransports = {
    list: simulated.list,
    open: (id) => {
      opened += 1
      return simulated.open(id)
    },
  }
  const parts = { journal, files: openPayoutFiles(folder, 'content-digest'), nodes: createNodeBook(vault) }
  const on = life ? stepwise(life, 'treasurer', parts) : parts
  /** Whether the disk has room for a file. */
  const disk = { isFull: false }
  const { handlers, ...service } = createTreasuryService({
    ledger: createLedgerDevices({ transports: [REAL_LEDGER, counted] }),
    clock: () => new Date('2026-11-20T12:00:00Z'),
    signer: { publicKeyHex, sign: () => new Uint8Array(64) },
    ...{ journal: on.journal, nodes: on.nodes, ...(keyProblem ? { keyProblem } : {}) },
    files: { ...on.files, keep: (id, text) => (disk.isFull ? Promise.reject(diskFull) : on.files.keep(id, text)) },
    protection: 'in memory, for a test',
    earlier: {
      signedPayouts: async (): Promise<SignedPayout[]> => earlier.map(signedPayoutOf),
      file: async (hash) => earlier.find(({ signature }) => signature?.transactionHash === hash) as PayoutFile,
    },
  })
  const newContext = () => ({ signal: new AbortController().signal, progress: () => undefined })

  const sign = ({ contentSha256: payoutId }: PayoutFileV4, given: SignGiven = {}) => {
    const {
      at = 0,
      deviceId = SIMULATED_LEDGER_ID,
      path = OWNER_PATHS[0],
      isAnotherPeriod = false,
      signal = newContext().signal,
    } = given
    const progress = (prompt: LedgerPrompt) => prompts.push(prompt)
    return handlers['treasury.sign']({ payoutId, at, deviceId, derivationPath: path, isAnotherPeriod }, { signal, progress })
  }
  const draft = (payout: PayoutFileV4, isAnotherPeriod = false) =>
    handlers['treasury.draft']({ payout, isAnotherPeriod }, newContext())
  const propose = ({ contentSha256: payoutId }: PayoutFileV4) =>
    handlers['treasury.propose']({ payoutId, by: 'Ada' }, newContext())
  return {
    newContext,
    ...{ service, handlers, prompts, journal, disk, sign, draft, propose, timesOpened: () => opened },
    kinds: journal.kinds,
    entries: journal.entries,
    async proposed(payout: PayoutFileV4, isAnotherPeriod = false) {
      await draft(payout, isAnotherPeriod)
      return propose(payout)
    },
    list: async () => (await handlers['treasury.list']({}, newContext())).payouts,
    file: (payoutId: string) => handlers['treasury.file']({ payoutId }, newContext()),
    learn: (payout: PayoutFileV4, moves: Parameters<(typeof handlers)['treasury.learn']>[0]['moves']) =>
      handlers['treasury.learn']({ payout, moves }, newContext()),
    voidPayout: ({ contentSha256: payoutId }: PayoutFileV4, reason = 'wrong nonce') =>
      handlers['treasury.void']({ payoutId, reason }, newContext()),
    cancel: ({ contentSha256: payoutId }: PayoutFileV4, at = 0, path: string = OWNER_PATHS[0]) =>
      handlers['treasury.cancel']({ payoutId, at, deviceId: SIMULATED_LEDGER_ID, derivationPath: path }, newContext()),
  }
}
