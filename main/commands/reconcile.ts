/** `reconcile`: what the chain made of a payout, for every payee to the unit; kept as moves. */
import { evmChainId } from '#core/treasury/model/chainKey'
import { reconcilePayoutV4, usualConfirmations } from '../chain/reconcilePayoutV4'
import { type CommandResult, readOptions, required, UsageProblem, wholeNumber } from './commandLine'
import { openMovesFile } from './movesFile'
import { openChain } from './openChain'
import { readPayoutV4 } from './readPayoutV4'
import { shownTransactions } from './shownPayout'

const OPTIONS = ['payout', 'rpc', 'second-rpc', 'moves', 'out', 'confirmations', 'from-block'] as const

/** @throws UsageProblem, or Problem `reconcile.*`, `moves.*`, `node.*`, `output.*` */
export async function reconcile(args: readonly string[]): Promise<CommandResult> {
  const { values, positionals } = readOptions(args, OPTIONS)
  if (positionals.length > 0) throw new UsageProblem(`"${positionals[0]?.slice(0, 40)}" is not an option of reconcile.`)
  const path = required(values.payout, 'payout')
  const url = required(values.rpc, 'rpc')
  const out = required(values.out, 'out')
  const blocks = (name: 'confirmations' | 'from-block') =>
    values[name] === undefined ? null : BigInt(wholeNumber(values[name], name))
  const confirmations = blocks('confirmations')
  const fromBlock = blocks('from-block')
  const payout = await readPayoutV4(path)
  const { contentSha256: payoutSha256, treasury } = payout
  const memory = await openMovesFile(out, { payoutSha256, inputs: [path], from: values.moves })
  const chain = await openChain(url, values['second-rpc'], evmChainId(treasury.chain))
  const result = await reconcilePayoutV4(chain, payout, memory, {
    confirmations: confirmations ?? usualConfirmations(treasury.chain),
    fromBlock,
  })
  const { status, payments, findings, nodes, fates } = result
  const shown = shownTransactions(payout, await memory.moves(), new Map(fates.entries()))
  const output = {
    ...{ payoutSha256, out, status, nodes, hosts: chain.hosts },
    ...shown,
    payments: payments.map(({ payee, amountBaseUnits, receivedBaseUnits, state }) => ({
      address: payee,
      dueBaseUnits: amountBaseUnits.toString(),
      receivedBaseUnits: receivedBaseUnits.toString(),
      state,
    })),
    findings: findings.map(({ code, message }) => ({ code, message })),
  }
  const unpaid = payments.filter(({ state }) => state === 'missing' || state === 'short').length
  const complaints = findings.map(({ message }) => message)
  if (unpaid > 0) {
    complaints.push(
      `${unpaid} of ${payments.length} payees have not got what is due: pay them with payout --replaces ${path} --unpaid ${out}.`,
    )
  }
  return { output, complaints, exitCode: status === 'paid' ? 0 : 1 }
}
