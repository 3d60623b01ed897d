import { isBlank } from '../files/readPosition'
import { Problem } from '../model/problem'
import { deviceKey } from './deviceKey/deviceKey'

/**
 * The key of a row's device in its normal form.
 * @param field the column it stands in
 * @throws Problem `hotspot.no-key` for an empty cell, and those of `deviceKey`.
 */
export function readHotspotKey(network: string, written: string, field: string): string {
  if (isBlank(written)) {
    throw new Problem('hotspot.no-key', `The row has no ${field}: every hotspot needs its own key.`, { field })
  }
  return deviceKey(network, written, { field }).key
}
