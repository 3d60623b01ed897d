/**
 * Every format that a file can have, in the order in which they are tried: the first that opens a file is its format, and
 * the last ones take whatever table or JSON is left. To add a format, write its reader in the folder it belongs to, declare
 * it here, and everything that recognises, inspects or imports files knows it.
 */
import { binaryFormats } from './binaryFormats'
import { genericFleetFormat, knownFleetFormats } from './fleetFormats'
import type { ImportFormat } from './importFormat'
import { laterOwnFormat, ownFormats } from './ownFormats'
import { placeTableFormats } from './placeTableFormats'
import { rewardsFormats, rewardsTableFormat } from './rewardsFormats'
import { treasuryTableFormats } from './treasuryTableFormats'
import { unknownFormats } from './unknownFormats'

export const importFormats: readonly ImportFormat[] = [
  ...binaryFormats,
  // What a network exports is known by columns that only it has, so it comes before what is told by usual words.
  ...rewardsFormats,
  ...knownFleetFormats,
  rewardsTableFormat,
  ...placeTableFormats,
  genericFleetFormat,
  ...treasuryTableFormats,
  ...ownFormats,
  laterOwnFormat,
  ...unknownFormats,
]
