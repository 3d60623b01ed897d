/** `snapshot`: the dated state of a chain as a file, to be carried to a computer without a network.  */
import { isAddress } from '@solana/kit'
import type { Address } from 'viem'
import { checkAddress } from '#core/model/evmAddress'
import { Problem } from '#core/model/problem'
import { takeSnapshot } from '../chain/takeSnapshot'
import { type CommandResult, readOptions, required, succeeded, UsageProblem, wholeNumber } from './commandLine'
import { openChain } from './openChain'
import { readFileBytes } from './readFileBytes'
import { snapshotSolana } from './snapshotSolana'
import { checkOutput, writeJsonFile } from './writeJsonFile'

const OPTIONS = [
  'rpc',
  'second-rpc',
  'chain-id',
  'treasury',
  'token',
  'executor',
  'distributor',
  'multisend',
  'payees',
  'mint',
  'nonce-accounts',
  'out',
] as const
type Values = Partial<Record<(typeof OPTIONS)[number], string>>

/** @throws UsageProblem, or Problem `node.*`, `snapshot.*`, `address.*`, `output.*`. */
export async function snapshot(args: readonly string[]): Promise<CommandResult> {
  const { values, positionals } = readOptions(args, OPTIONS)
  if (positionals.length > 0) throw new UsageProblem('snapshot takes options only.')
  const isOfSolana = values.treasury !== undefined && isAddress(values.treasury)
  if (isOfSolana || values['nonce-accounts'] !== undefined) return snapshotSolana(values)
  if (values.mint !== undefined) throw new UsageProblem('--mint is for a treasury on Solana.')
  const url = required(values.rpc, 'rpc')
  const treasury = checkAddress(required(values.treasury, 'treasury'), 'the treasury')
  const out = required(values.out, 'out')
  const inputs = values.payees === undefined ? [] : [values.payees]
  await checkOutput(out, inputs)
  const payees = values.payees === undefined ? [] : await readPayees(values.payees)
  const multiSend = optionalAddress(values, 'multisend', 'MultiSendCallOnly')

  const chainId = values['chain-id'] === undefined ? undefined : wholeNumber(values['chain-id'], 'chain-id')
  const chain = await openChain(url, values['second-rpc'], chainId)
  const taken = await takeSnapshot(chain, {
    treasury,
    token: optionalAddress(values, 'token', 'the token'),
    executor: optionalAddress(values, 'executor', 'the executor'),
    distributor: optionalAddress(values, 'distributor', 'the distributor'),
    multiSends: multiSend === null ? [] : [multiSend],
    payees,
    now: new Date(),
  })
  await writeJsonFile(out, taken, inputs)
  const contracts = taken.payees.filter(({ isContract }) => isContract).map(({ address }) => address)
  const { format, nodes, block, treasury: holdings, contentSha256 } = taken
  const output = succeeded({ format, out, nodes, chainId: taken.chainId, block, treasury: holdings, contracts, contentSha256 })
  const complaints = contracts.map((address) => `${address} is a contract: ask its owner whether it can receive.`)
  return { ...output, complaints }
}

function optionalAddress(values: Values, name: (typeof OPTIONS)[number], whose: string): Address | null {
  const text = values[name]
  return text === undefined ? null : checkAddress(text, whose)
}

/** One address a line; empty lines and what follows a comma do not matter. */
async function readPayees(path: string): Promise<Address[]> {
  const lines = new TextDecoder().decode(await readFileBytes(path)).split(/\r?\n/)
  const payees = lines.flatMap((line, at) => {
    const [text = ''] = line.split(',')
    return text.trim() === '' ? [] : [checkAddress(text.trim(), `line ${at + 1}`, { line: at + 1 })]
  })
  if (payees.length > 0) return [...new Set(payees)]
  throw new Problem('snapshot.no-payees', `${path} holds no address: give a file with one address in each line.`)
}
