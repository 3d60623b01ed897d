/** `evm_safe_tx_hash`: the three hashes of a Safe transaction by the rule of the Safe's version. */
import { z } from 'zod'
import { safeHashes } from '../treasury/safeHashes'
import { type Calculation, readInputs } from './calculation'
import { address, hexBytes, uint256 } from './evmInputs'

const input = z.object({
  version: z.string(),
  // Earlier than 1.3.0 the chain does not enter; from then on its lack is a problem of its own.
  chainId: uint256.transform(Number).optional(),
  safe: address,
  to: address,
  value: uint256,
  data: hexBytes,
  operation: z.union([z.literal(0), z.literal(1), z.literal(2)], 'must be 0 (call), 1 (delegate call) or 2 (create)'),
  safeTxGas: uint256,
  baseGas: uint256,
  gasPrice: uint256,
  gasToken: address,
  refundReceiver: address,
  nonce: uint256,
})
const inputs = z.object({ input })

export const safeHashCalculation: Calculation = {
  isOneCase: true,
  computeCase(given) {
    const { version, chainId, safe, ...transaction } = readInputs(inputs, given).input
    const { domainHash, messageHash, safeTxHash } = safeHashes({ address: safe, chainId, version }, transaction)
    return { ...given, domain_separator: domainHash, struct_hash: messageHash, safe_tx_hash: safeTxHash }
  },
}
