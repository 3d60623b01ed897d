import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import type { DeviceFacts } from '#core/provisioning/day/deviceOfDay'
import classes from './Day.module.css'

const FACTS = [
  ['identified', 'Identified', 'Not identified'],
  ['connected', 'Connected', 'Not connected'],
  ['proved', 'Proved', 'Not proved'],
  ['positionFixed', 'Position fixed', 'Position not fixed'],
] as const

/** Four separate facts, each with its icon and its word; green only where it was challenged. */
export function FactMarks({ facts }: { facts: DeviceFacts }) {
  return (
    <ul className={classes.facts}>
      {FACTS.map(([fact, yes, no]) => (
        <li key={fact} data-holds={facts[fact]} data-fact={fact}>
          {facts[fact] ? <IconCircleCheck size={14} aria-hidden /> : <IconCircleDashed size={14} aria-hidden />}
          {facts[fact] ? yes : no}
        </li>
      ))}
    </ul>
  )
}
