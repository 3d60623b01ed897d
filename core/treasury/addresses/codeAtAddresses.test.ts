import { expect, it } from 'vitest'
import { ADA, BO, CY } from '../exampleSafe'
import { codeAtAddresses, isContractAt, lookAtPayees } from './codeAtAddresses'

it('[AD11] says which payees are contracts and of which nothing is known, whatever the letters and the chain', () => {
  const code = codeAtAddresses([
    { address: ADA, isContract: true },
    { address: BO, isContract: false },
    { address: ADA.toLowerCase(), isContract: false },
  ])
  expect([ADA.toLowerCase(), BO, CY].map((address) => isContractAt(code, address))).toEqual([true, false, null])
  const payees = [ADA, BO, CY].map((address) => ({ address }))
  expect(lookAtPayees(payees, code)).toEqual({ contracts: [{ address: ADA }], unknown: [{ address: CY }] })
})
