/** A treasurer's program over a real data folder, that ends at each of its steps once: journal, files, node. */
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Executor } from '#core/contract/treasuryChainCalls'
import type { ConfirmationFile } from '#core/treasury/model/confirmationFile'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { createLedgerDevices } from '../../ledger/ledgerDevices'
import type { SimulatedLedgerOptions } from '../../ledger/simulatedLedger'
import { createSimulatedLedgerTransports, SIMULATED_LEDGER_ID } from '../../ledger/simulatedLedgerTransports'
import { openJournal } from '../../storage/journal'
import { openPayoutFiles } from '../../storage/payoutFiles'
import { filePermissionsBox } from '../../storage/secretBox'
import { openSecretVault } from '../../storage/secretVault'
import { writeFileAtomically } from '../../storage/writeFileAtomically'
import { createNodeBook } from '../treasury/chain/nodeBook'
import { createTreasuryService } from '../treasuryService'
import { type CrashPoints, type Life, stepwise } from './crashPoints'

export interface TreasurerOptions {
  name: string
  /** The data folder. */
  folder: string
  crashes: CrashPoints
  publicKeyHex: string
  derivationPath: string
  ledger: SimulatedLedgerOptions
}

/** Begins one life of it. */
export async function beginTreasurer({ name, folder, crashes, publicKeyHex, derivationPath, ledger }: TreasurerOptions) {
  const life = crashes.begin()
  const journal = await openJournal(join(folder, 'journal.jsonl'))
  const files = openPayoutFiles(join(folder, 'payouts'), 'content-digest')
  const nodes = createNodeBook(openSecretVault(join(folder, 'nodes.json'), filePermissionsBox))
  const { handlers, start } = createTreasuryService({
    ledger: createLedgerDevices({ transports: [createSimulatedLedgerTransports(ledger)] }),
    ...stepwise(life, name, { journal, files, nodes }),
    signer: { publicKeyHex, sign: () => new Uint8Array(64) },
    earlier: { signedPayouts: async () => [], file: () => Promise.reject(new Error('there is none')) },
    protection: '',
  })
  start()
  const context = () => ({ signal: new AbortController().signal, progress: () => undefined })
  const list = async () => (await handlers['treasury.list']({}, context())).payouts
  // What the start takes in is done before anything else.
  await list()
  return {
    life,
    close: () => journal.close(),
    draftAndPropose: async (payout: PayoutFileV4) => {
      await handlers['treasury.draft']({ payout, isAnotherPeriod: false }, context())
      await handlers['treasury.propose']({ payoutId: payout.contentSha256, by: name }, context())
    },
    /** Takes in a payout of another treasurer with what became of it. */
    learn: (payout: PayoutFileV4, moves: Parameters<(typeof handlers)['treasury.learn']>[0]['moves']) =>
      handlers['treasury.learn']({ payout, moves }, context()),
    async movesOf({ contentSha256 }: PayoutFileV4) {
      return (await list()).find(({ payoutId }) => payoutId === contentSha256)?.moves ?? []
    },
    /** Signs every transaction that has no signature of this treasurer. */
    async sign(payout: PayoutFileV4, address: string) {
      const { contentSha256: payoutId } = payout
      for (const { at } of payout.transactions) {
        if ((await this.confirmations(payout)).some((given) => given.at === at && given.signer === address)) continue
        const device = { deviceId: SIMULATED_LEDGER_ID, derivationPath }
        await handlers['treasury.sign']({ payoutId, at, isAnotherPeriod: false, ...device }, context())
      }
    },
    async confirmations(payout: PayoutFileV4): Promise<ConfirmationFile[]> {
      return (await this.movesOf(payout)).flatMap(({ fact }) => (fact.kind === 'confirmed' ? fact.confirmation : []))
    },
    takeConfirmation: (confirmation: ConfirmationFile) => handlers['treasury.takeConfirmation']({ confirmation }, context()),
    addNode: (chain: string, url: string) => handlers['treasury.addNode']({ chain, url }, context()),
    async broadcast(payout: PayoutFileV4, executor: Executor) {
      const order = {
        payoutId: payout.contentSha256,
        what: 'payment',
        executor,
        raisesFees: false,
        maxFeePerGasWei: null,
      } as const
      for (const { at } of payout.transactions) await handlers['treasury.broadcast']({ ...order, at }, context())
    },
    reconcile: ({ contentSha256: payoutId }: PayoutFileV4) => handlers['treasury.reconcile']({ payoutId }, context()),
    writeFile: (fileName: string, document: unknown) => writeStepwise(life, name, join(folder, fileName), document),
  }
}

/** Begins one life of a member's program, which keeps files and gives one transaction to a node. */
export function beginMember({ name, folder, crashes }: Pick<TreasurerOptions, 'name' | 'folder' | 'crashes'>) {
  const life = crashes.begin()
  return {
    life,
    close: async () => undefined,
    before: <T>(step: string, work: () => Promise<T>) => life.before(`${name}: ${step}`, work),
    writeFile: (fileName: string, document: unknown) => writeStepwise(life, name, join(folder, fileName), document),
    readFile: async (fileName: string): Promise<unknown> => {
      const text = await readFile(join(folder, fileName), 'utf8').catch(() => null)
      return text === null ? null : JSON.parse(text)
    },
  }
}

function writeStepwise(life: Life, name: string, path: string, document: unknown): Promise<void> {
  const fileName = basename(path)
  return life.before(`${name}: file ${fileName}`, () => writeFileAtomically(path, JSON.stringify(document), { what: fileName }))
}
