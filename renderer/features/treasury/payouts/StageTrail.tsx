import type { PayoutState } from '#core/treasury/state/payoutStateModel'
import classes from './Payouts.module.css'
import { STAGE_NAMES, stageText } from './stageWords'

const USUAL = ['drafted', 'proposed', 'confirming', 'signed', 'broadcast', 'mined', 'reconciled'] as const

/** The way of a payout from its draft to its last payee, and where it is. */
export function StageTrail({ state }: { state: PayoutState }) {
  const reached = USUAL.indexOf(state.stage as (typeof USUAL)[number])
  const isUsual = reached >= 0
  return (
    <ol className={classes.stages} aria-label="Stages of the payout">
      {USUAL.map((stage, at) => (
        <li
          key={stage}
          data-reached={(isUsual && at <= reached) || undefined}
          aria-current={stage === state.stage ? 'step' : undefined}
        >
          {stage === state.stage ? stageText(state) : STAGE_NAMES[stage]}
        </li>
      ))}
      {!isUsual && (
        <li data-reached aria-current="step">
          {STAGE_NAMES[state.stage]}
        </li>
      )}
    </ol>
  )
}
