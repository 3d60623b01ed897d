/** What an EVM snapshot says of a payout's payees: a contract is paid only where somebody has said that it can take the token. */
import { isSameAddress } from '#core/model/lookAlikes'
import { Problem } from '#core/model/problem'
import { codeAtAddresses, lookAtPayees } from '#core/treasury/addresses/codeAtAddresses'
import { readSnapshot } from '#core/treasury/chain/snapshot'
import { evmChainKey } from '#core/treasury/model/chainKey'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { readJsonFile } from './readJsonFile'

/**
 * @param path of the snapshot
 * @param accepted addresses of contracts that somebody has asked about
 * @returns what a person should know
 * @throws Problem `payout.payee-is-contract`, `snapshot.other-chain` or `snapshot.*`
 */
export async function checkPayeesAtContracts(
  { payees, treasury }: PayoutFileV4,
  path: string,
  accepted: readonly string[],
): Promise<string[]> {
  const snapshot = readSnapshot((await readJsonFile(path)).document)
  if (evmChainKey(snapshot.chainId) !== treasury.chain) {
    throw new Problem(
      'snapshot.other-chain',
      `${path} is of chain ${snapshot.chainId} and the treasury is on ${treasury.chain}: take one of the treasury's chain.`,
    )
  }
  const { contracts, unknown } = lookAtPayees(payees, codeAtAddresses(snapshot.payees))
  const open = contracts.filter(({ address }) => !accepted.some((one) => isSameAddress(one, address)))
  if (open.length > 0) {
    const whose = open.map(({ address, memberIds }) => `${address} of ${memberIds.join(', ')}`).join('; ')
    throw new Problem(
      'payout.payee-is-contract',
      `Contracts lie at ${whose}: ask each member whether it is a wallet that can take the token, such as a Safe, then give --accept-contract with the address.`,
    )
  }
  if (unknown.length === 0) return []
  return [
    `The snapshot does not say of ${unknown.length} of ${payees.length} payees whether they are contracts: take it with their addresses, snapshot --payees.`,
  ]
}
