/**
 * `evm_uniswap_merkle_distributor`: root, total, and index, leaf and proof of each claim, from accounts and amounts in any
 * order. Claims come out in the order of their index.
 */
import { z } from 'zod'
import { buildUniswapDistributor } from '../treasury/uniswapDistributor'
import { type Calculation, readInputs } from './calculation'
import { address, uint256 } from './evmInputs'

const inputs = z.object({ claims: z.array(z.object({ account: address, amount: uint256 })) })

export const uniswapDistributorCalculation: Calculation = {
  async computeCase(given) {
    const { claims } = readInputs(inputs, given)
    const payees = claims.map(({ account, amount }) => ({ address: account, amountBaseUnits: amount }))
    const distributor = await buildUniswapDistributor(payees)
    return {
      ...given,
      root: distributor.root,
      total: distributor.totalBaseUnits.toString(),
      claims: distributor.claims.map(({ address: account, amountBaseUnits, index, leaf, proof }) => ({
        account,
        index,
        amount: amountBaseUnits.toString(),
        leaf,
        proof,
      })),
    }
  },
}
