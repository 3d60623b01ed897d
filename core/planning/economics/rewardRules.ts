/** Until when networks paid for coverage. What was earned under an ended rule is history and says little about tomorrow. */

export interface RewardRule {
  network: RegExp
  /** Last day of the month in which coverage was paid for. */
  endedOn: string
  sentence: string
}

/** Sources: HIP-149, approved in July 2026, and the end of proof of coverage on the IoT network in February 2026. */
const rules: readonly RewardRule[] = [
  {
    network: /^helium[-_ ]?iot/i,
    endedOn: '2026-02-28',
    sentence:
      'Helium IoT ended coverage rewards in February 2026: this history is from before, and only data transfer is paid now.',
  },
  {
    network: /^helium/i,
    endedOn: '2026-07-31',
    sentence:
      'Helium ended coverage rewards in July 2026 (HIP-149): this history is from before, and only data transfer is paid now.',
  },
]

/** A sentence when rewards up to this day were earned under a rule that has ended, or null. @param lastDay YYYY-MM-DD */
export function endedRuleNote(network: string, lastDay: string): string | null {
  const rule = rules.find((each) => each.network.test(network))
  return rule && lastDay <= rule.endedOn ? rule.sentence : null
}
