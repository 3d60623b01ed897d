/** Many reasons for one change, those of one kind together, so that what weighs most is seen first. Base units. */
import { compareBigints } from '#core/model/money'
import type { ChangeCause, ChangePart } from '#core/rewards/explain/changeParts'
import { countText } from '#core/words/countText'

export interface Reason {
  key: string
  sentence: string
  /** Where it is of one stage, in words. */
  place: string | null
  baseUnits: bigint
}

const WORDS: Partial<Record<ChangeCause, string>> = {
  'network-paid': 'The network paid more or less',
  'hotspots-new': 'Hotspots came',
  'hotspots-lost': 'Hotspots left',
  fed: 'Other agreements gave more or less',
  price: 'Prices changed',
  recoup: 'Costs came back',
  owed: 'More or less was owed from before',
  'earlier-stage': 'Earlier stages took more or less',
  'pool-weight': 'Weights of pools changed',
  percentage: 'Shares changed',
  rule: 'Stages say something else',
  'stage-began': 'Stages began',
  'stage-ended': 'Stages ended',
  'agreement-began': 'Agreements began',
  'agreement-ended': 'Agreements ended',
  'taken-back': 'A correction takes back',
  rounding: 'Base units that do not divide fell another way',
}

/**
 * @param most reasons that are named one by one; more than that are joined by their kind
 * @returns reasons that add up to the parts, the largest first
 */
export function groupReasons(parts: readonly ChangePart[], most: number): Reason[] {
  if (parts.length <= most) return parts.map(reasonOf)
  const byCause = new Map<ChangeCause, ChangePart[]>()
  for (const part of parts) byCause.set(part.cause, [...(byCause.get(part.cause) ?? []), part])
  return [...byCause]
    .map(([cause, ofCause]): Reason => {
      const [only, other] = ofCause
      if (only && !other) return reasonOf(only)
      const stages = new Set(ofCause.map(({ stage }) => `${stage?.appliedId} ${stage?.number}`)).size
      const agreements = new Set(ofCause.map(({ stage }) => stage?.agreementName)).size
      const where = `${countText(stages, 'stage')} of ${countText(agreements, 'agreement')}`
      return {
        key: cause,
        sentence: `${WORDS[cause] ?? only?.sentence ?? cause}.`,
        place: where,
        baseUnits: ofCause.reduce((sum, { baseUnits }) => sum + baseUnits, 0n),
      }
    })
    .sort((one, other) => compareBigints(size(other), size(one)))
}

function reasonOf({ cause, sentence, stage, baseUnits }: ChangePart): Reason {
  return {
    key: `${cause} ${stage?.appliedId} ${stage?.number}`,
    sentence,
    place: stage && `${stage.agreementName}, stage ${stage.number}`,
    baseUnits,
  }
}

function size({ baseUnits }: Reason): bigint {
  return baseUnits < 0n ? -baseUnits : baseUnits
}
