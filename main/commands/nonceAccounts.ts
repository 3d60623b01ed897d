/** `nonce-accounts`: creates the nonce accounts that a treasury on Solana lacks, signed on its Ledger, while online. */
import { Problem } from '#core/model/problem'
import { checkSolanaAddress } from '#core/solana/solanaAddress'
import { treasuryFactsSchema } from '#core/treasury/model/treasuryFacts'
import { parsePathOf } from '#core/treasury/model/treasuryPath'
import { openCluster } from '../services/treasury/chain/nodeBook'
import { nonceAccountsOnSolana } from '../services/treasury/chain/nonceAccountsOnSolana'
import { chooseLedger, promptTo } from './chooseLedger'
import { type CommandIo, type CommandResult, readOptions, required, succeeded, UsageProblem, wholeNumber } from './commandLine'
import { readFacts } from './readFacts'

/** @throws UsageProblem, or Problem `node.*`, `solana.*`, `ledger.*` */
export async function nonceAccounts(args: readonly string[], io: Pick<CommandIo, 'stderr'>): Promise<CommandResult> {
  const { values, positionals } = readOptions(args, ['rpc', 'treasury', 'count', 'path', 'device'])
  if (positionals.length > 0) throw new UsageProblem('nonce-accounts takes options only.')
  const url = required(values.rpc, 'rpc')
  const count = wholeNumber(required(values.count, 'count'), 'count')
  const derivationPath = parsePathOf('solana', required(values.path, 'path'))
  const facts = await readFacts(required(values.treasury, 'treasury'), treasuryFactsSchema, 'a treasury')
  if (facts.kind !== 'solana') {
    throw new Problem('solana.no-treasury', 'Only a treasury on Solana has nonce accounts: give the file of such a one.')
  }
  const { chain } = facts
  const treasury = checkSolanaAddress(facts.address, 'the treasury')
  const node = await openCluster(url, chain)
  const { devices: ledger, device } = await chooseLedger(values.device)
  const transactions: string[] = []
  const created = await nonceAccountsOnSolana(
    { ledger, node, onSend: async ({ transaction }) => void transactions.push(transaction) },
    { chain, treasury, count, deviceId: device.id, derivationPath },
    { signal: new AbortController().signal, progress: promptTo(io) },
  )
  return succeeded({ node: node.host, treasury, wanted: count, created, transactions, simulated: device.simulated })
}
