/** Payouts over a development chain, through the commands that a person uses, in a folder of each test's own. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Address } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { ACCOUNTS, KEYS } from '#core/treasury/payout/examplePayoutV4'
import { type PayoutInputV4, preparePayoutV4 } from '#core/treasury/payout/preparePayoutV4'
import { signedHashAt } from '#core/treasury/payout/signedHash'
import { readContract, TOKEN_ABI } from '../../chain/readContract'
import { type ChainBed, openChainBed } from '../../chain/testing/chainBed'
import { createSafe, deploySafeContracts } from '../../chain/testing/safeContracts'
import { largeSplit } from '../../services/testing/largeSplit'
import { runCommand } from './runCommand'

export const SUPPLY = 10n ** 15n
export const CHAIN = 'eip155:31337'
const OWNERS = ACCOUNTS.slice(0, 3).map(({ address }) => address)

export type PayoutBed = Awaited<ReturnType<typeof openPayoutBed>>

export async function openPayoutBed() {
  const bed: ChainBed = await openChainBed()
  const contracts = await deploySafeContracts(bed, '1.4.1')
  let folder = ''
  let salt = 0n
  const file = (name: string) => join(folder, name)

  return {
    ...bed,
    file,
    async begin(): Promise<void> {
      folder = await mkdtemp(join(tmpdir(), 'commonmast-faults-'))
    },
    end: () => rm(folder, { recursive: true }),

    /** With three owners, two of whom must sign. */
    async newSafe(): Promise<Address> {
      salt += 1n
      return createSafe(bed, contracts, { owners: OWNERS, threshold: 2, salt })
    },

    /** A first payout of a Safe, unless told otherwise. */
    payoutOf: (treasury: Address, token: Address, payees: number, changes: Partial<PayoutInputV4> = {}): Promise<PayoutFileV4> =>
      preparePayoutV4({
        split: largeSplit('january', payees, 10n ** 12n),
        treasury: {
          ...{ kind: 'safe', chain: CHAIN, address: treasury, version: '1.4.1', owners: OWNERS, threshold: 2 },
          multiSendCallOnly: contracts.multiSendCallOnly,
        },
        token: { chain: CHAIN, address: token, symbol: 'WXM', decimals: 6, codeHash: null },
        ...{ method: 'safe', settings: { kind: 'safe', firstNonce: 0n }, previous: [] },
        ...(changes.replaces || changes.previous ? {} : { first: true }),
        ...changes,
      }),

    /** Writes the payout with the confirmations of two owners, or of the account. @returns the options that name these */
    async signed(payout: PayoutFileV4, name = 'payout'): Promise<string[]> {
      await writeFile(file(`${name}.json`), JSON.stringify(payout))
      const paths: string[] = []
      for (const { at } of payout.transactions) {
        for (const key of KEYS.slice(0, payout.treasury.kind === 'account' ? 1 : 2)) {
          const owner = privateKeyToAccount(key)
          const signedHash = signedHashAt(payout, at)
          const confirmation = {
            ...{
              format: 'commonmast-confirmation-v1',
              payoutSha256: payout.contentSha256,
              at,
              signedHash,
              signer: owner.address,
            },
            ...{ signature: await owner.sign({ hash: signedHash }), simulated: false, device: '', derivationPath: '', shown: [] },
            signedAt: '2026-11-20T12:00:00.000Z',
          }
          const path = file(`${name}-${at}-${owner.address}.json`)
          await writeFile(path, JSON.stringify(confirmation))
          paths.push('--confirmation', path)
        }
      }
      return paths
    },

    /** @param executor null for what is signed whole by its account */
    broadcast: (
      confirmations: string[],
      {
        name = 'payout',
        rpc = bed.anvil.url,
        executor = bed.account(4).address as string | null,
        wait = '10',
        more = [] as string[],
      } = {},
    ) =>
      runCommand([
        ...['broadcast', '--payout', file(`${name}.json`), '--rpc', rpc, '--out', file(`${name}-moves.json`), '--wait', wait],
        ...(executor === null ? [] : ['--executor-account', executor]),
        ...confirmations,
        ...more,
      ]),
    async reconcile(name = 'payout', more: string[] = []) {
      const { exitCode, stdout, stderr } = await runCommand([
        ...['reconcile', '--payout', file(`${name}.json`), '--rpc', bed.anvil.url, '--out', file(`${name}-moves.json`), ...more],
      ])
      return { exitCode, stderr, report: stdout === '' ? null : JSON.parse(stdout) }
    },
    /** Whom the last comparison left out, as a payout that takes its place wants to know. */
    async unpaid(name = 'payout'): Promise<{ address: string; missingBaseUnits: string }[]> {
      const { moves } = JSON.parse(await readFile(file(`${name}-moves.json`), 'utf8'))
      return moves.at(-1).fact.unpaid
    },

    held: async (token: Address, address: string): Promise<bigint | null> =>
      readContract(bed.chain, (await bed.chain.head()).number, {
        ...{ address: token, abi: TOKEN_ABI, functionName: 'balanceOf', args: [address as Address] as const },
      }),
  }
}
