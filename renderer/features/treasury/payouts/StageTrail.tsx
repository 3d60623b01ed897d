import type { PayoutStage, PayoutState } from '#core/treasury/state/payoutStateModel'
import classes from './Payouts.module.css'
import { STAGE_NAMES, stageText } from './stageWords'

const USUAL: readonly PayoutStage[] = ['drafted', 'proposed', 'confirming', 'signed', 'broadcast', 'mined', 'reconciled']

/** The way of a payout from its draft to its last payee, and where it is; one that went another way shows its own end. */
export function StageTrail({ state }: { state: PayoutState }) {
  const trail = trailOf(state.stage)
  const reached = trail.indexOf(state.stage)
  return (
    <ol className={classes.stages} aria-label="Stages of the payout">
      {trail.map((stage, at) => (
        <li key={stage} data-reached={at <= reached || undefined} aria-current={at === reached ? 'step' : undefined}>
          {at === reached ? stageText(state) : STAGE_NAMES[stage]}
        </li>
      ))}
    </ol>
  )
}

/** A payout may become void or be replaced at several stages, so that nothing but its draft is sure to lie before. */
function trailOf(stage: PayoutStage): readonly PayoutStage[] {
  if (USUAL.includes(stage)) return USUAL
  return stage === 'part-paid' ? [...USUAL.slice(0, -1), stage] : ['drafted', stage]
}
