/** What each kind of stage is called and does, in the order in which they are offered. */
import type { StageKind } from './agreementDraft'

export const STAGE_KINDS: readonly { kind: StageKind; name: string; does: string }[] = [
  { kind: 'fixed', name: 'Fixed amount', does: 'A sum for each period, such as rent' },
  { kind: 'percentage', name: 'Percentages', does: 'Percentages of what is there; the rest goes on' },
  { kind: 'until-recouped', name: 'Until recouped', does: 'Up to a percentage, until a cost came back' },
  { kind: 'pool', name: 'Pool', does: 'A percentage, shared among members by a weight' },
  { kind: 'reserve', name: 'Reserve', does: 'A percentage that the cooperative keeps' },
  { kind: 'stability', name: 'Price swings', does: 'A reserve that fills in good periods and pays in bad ones' },
]

const REMAINDER_NAME = 'What is left'

export function stageName(kind: StageKind): string {
  return STAGE_KINDS.find((one) => one.kind === kind)?.name ?? REMAINDER_NAME
}
