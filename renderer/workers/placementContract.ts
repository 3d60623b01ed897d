import { defineContract } from '#core/contract/defineContract'
import type { PlaceFinding, PlaceInQuestion } from '../data/provisioning/placementCheck'
import { ownData } from '../platform/ownData'

export const placementContract = defineContract({
  /** What is odd about a place. */
  calls: { check: { input: ownData<PlaceInQuestion>(), output: ownData<PlaceFinding[]>() } },
  events: {},
})
