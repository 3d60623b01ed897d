/** `radio_free_space`: basic transmission loss by P.525's rounded constant and from the exact speed of light. */
import { z } from 'zod'
import { exactFreeSpaceLossDb, freeSpaceLossDb } from '../coverage/models/freeSpace'
import { type Calculation, readInputs } from './calculation'
import { answered, distance, frequency, LOSS_DECIMALS, rounded } from './radioCase'

const inputs = z.object({ f_mhz: frequency, d_km: distance })

export const radioFreeSpaceCalculation: Calculation = {
  computeCase(given) {
    const { f_mhz, d_km } = readInputs(inputs, given)
    const distanceM = d_km * 1000
    return answered(given, {
      expected_db_p525: rounded(freeSpaceLossDb(f_mhz, distanceM), LOSS_DECIMALS),
      expected_db_exact: rounded(exactFreeSpaceLossDb(f_mhz, distanceM), LOSS_DECIMALS),
    })
  },
}
