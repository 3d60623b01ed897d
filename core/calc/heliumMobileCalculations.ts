/** `helium_mobile_hip149_emissions_split` and `helium_mobile_hip149_data_transfer`: an epoch of Helium Mobile, in bones. */
import { z } from 'zod'
import { shareDataTransfer, splitMobileEmissions } from '../networks/heliumMobileRewards'
import { type Calculation, readInputs } from './calculation'
import { decimal, wholeNumber } from './exactInputs'

const splitInputs = z.object({ input: z.object({ total_emissions_bones: decimal, hnt_rewards_issued_bones: decimal }) })

export const emissionsSplitCalculation: Calculation = {
  computeCase(given) {
    const { total_emissions_bones, hnt_rewards_issued_bones } = readInputs(splitInputs, given).input
    const { serviceProviderBones, dataTransferBones } = splitMobileEmissions(total_emissions_bones, hnt_rewards_issued_bones)
    const expected = { service_provider: serviceProviderBones.toString(), data_transfer: dataTransferBones.toString() }
    return { ...given, expected }
  },
}

const gateway = z.object({ key: z.string(), dc: wholeNumber, bytes: wholeNumber.optional() })
const dataInputs = z.object({ input: z.object({ pool_bones: decimal, gateways: z.array(gateway) }) })

export const dataTransferCalculation: Calculation = {
  computeCase(given) {
    const { pool_bones, gateways } = readInputs(dataInputs, given).input
    const { rewardsBones, unallocatedBones } = shareDataTransfer(
      pool_bones,
      gateways.map(({ dc }) => dc),
    )
    const rewards = gateways.map(({ key, bytes }, at) => ({
      key,
      reward: String(rewardsBones[at] ?? 0n),
      ...(bytes === undefined ? {} : { bytes: bytes.toString() }),
    }))
    return { ...given, expected: { rewards, unallocated: unallocatedBones.toString() } }
  },
}
