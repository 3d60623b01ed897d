/** `snapshot` of a treasury on Solana: nonces of its nonce accounts, its token, and which payees have a token account. */
import type { Address } from '@solana/kit'
import { Problem } from '#core/model/problem'
import { checkSolanaAddress } from '#core/solana/solanaAddress'
import { captureSolanaSnapshot } from '../solana/captureSolanaSnapshot'
import { ownNonceAccounts } from '../solana/createNonceAccounts'
import { createJsonRpcSolanaChain } from '../solana/jsonRpcSolanaChain'
import { createSolanaRpc } from '../solana/solanaRpc'
import { type CommandResult, required, succeeded, UsageProblem } from './commandLine'
import { readFileBytes } from './readFileBytes'
import { checkOutput, writeJsonFile } from './writeJsonFile'

type SolanaOption = 'rpc' | 'treasury' | 'mint' | 'nonce-accounts' | 'payees' | 'out'
/** Of EVM chains alone. */
const FOREIGN_OPTIONS = ['second-rpc', 'chain-id', 'token', 'executor', 'distributor', 'multisend'] as const

/** @throws UsageProblem, or Problem `node.*`, `solana.*`, `snapshot.*`, `output.*`. */
export async function snapshotSolana(
  values: Partial<Record<SolanaOption | (typeof FOREIGN_OPTIONS)[number], string>>,
): Promise<CommandResult> {
  const foreign = FOREIGN_OPTIONS.find((name) => values[name] !== undefined)
  if (foreign !== undefined) throw new UsageProblem(`--${foreign} is for EVM chains, and --nonce-accounts for Solana.`)
  const url = required(values.rpc, 'rpc')
  const treasury = checkSolanaAddress(required(values.treasury, 'treasury'), 'the treasury')
  const out = required(values.out, 'out')
  const noncesPath = values['nonce-accounts']
  const payeesPath = required(values.payees, 'payees')
  const inputs = noncesPath === undefined ? [payeesPath] : [payeesPath, noncesPath]
  await checkOutput(out, inputs)
  const mint = values.mint === undefined ? null : checkSolanaAddress(values.mint, 'the mint')
  const chain = createJsonRpcSolanaChain(createSolanaRpc(url))
  const nonceAccounts =
    noncesPath === undefined ? (await ownNonceAccounts(chain, treasury)).usable : await readAddresses(noncesPath)
  const request = { treasury, mint, payees: await readAddresses(payeesPath), nonceAccounts }
  const taken = await captureSolanaSnapshot(chain, request, new Date().toISOString())
  await writeJsonFile(out, taken, inputs)
  const { format, slot, genesisHash, treasuryLamports, token, contentSha256 } = taken
  const unusable = taken.nonceAccounts.filter(({ nonce, authority }) => nonce === null || authority !== treasury)
  const usable = taken.nonceAccounts.length - unusable.length
  const missingNonceAccounts = Math.max(0, taken.payees.length - usable)
  const missing = taken.payees.filter(({ tokenAccount }) => tokenAccount?.exists === false).length
  const output = {
    ...{ format, out, node: chain.host, genesisHash, slot, treasuryLamports, token },
    ...{ usableNonceAccounts: usable, missingNonceAccounts, payeesWithoutTokenAccount: missing, contentSha256 },
  }
  const complaints = unusable.map(
    ({ address }) => `${address} is no nonce account that the treasury can use: create one with the treasury as its authority.`,
  )
  if (missingNonceAccounts > 0) {
    complaints.push(
      `${taken.payees.length} payees need as many nonce accounts, and the treasury can use ${usable}: create ${missingNonceAccounts} more with nonce-accounts and take the snapshot again, if all are paid.`,
    )
  }
  return { ...succeeded(output), complaints }
}

/** One address a line; empty lines and what follows a comma do not matter. */
async function readAddresses(path: string): Promise<Address[]> {
  const lines = new TextDecoder().decode(await readFileBytes(path)).split(/\r?\n/)
  const addresses = lines.flatMap((line, at) => {
    const [text = ''] = line.split(',')
    return text.trim() === '' ? [] : [checkSolanaAddress(text.trim(), `line ${at + 1}`, { line: at + 1 })]
  })
  if (addresses.length > 0) return [...new Set(addresses)]
  throw new Problem('snapshot.no-addresses', `${path} holds no address: give a file with one address in each line.`)
}
