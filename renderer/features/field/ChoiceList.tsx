import { Kbd, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Field.module.css'

export interface Choice {
  value: string
  title: ReactNode
  detail?: ReactNode
  mark?: ReactNode
}

interface ChoiceListProps {
  /** What is chosen here. */
  label: string
  value: string | null
  choices: Choice[]
  onChange: (value: string) => void
  /** Another field of the step takes the focus. */
  withoutFocus?: boolean
}

/** As many as there are digits. */
const DIGITS = 9

/**
 * One of a few, on targets large enough for gloves; the digit on a target chooses it. Native radios, so that the arrows work
 * and Enter does the step's action.
 */
export function ChoiceList({ label, value, choices, onChange, withoutFocus = false }: ChoiceListProps) {
  return (
    <fieldset className={classes.choices}>
      <legend className={classes.legend}>{label}</legend>
      {choices.map((choice, at) => (
        <label
          key={choice.value}
          className={classes.choice}
          data-checked={choice.value === value}
          data-digit={at < DIGITS ? at + 1 : undefined}
        >
          <input
            type="radio"
            name={label}
            value={choice.value}
            checked={choice.value === value}
            data-autofocus={(!withoutFocus && (choice.value === value || (value === null && at === 0))) || undefined}
            onChange={() => onChange(choice.value)}
          />
          <span className={classes.choiceText}>
            <Text span fz="lg" fw={550} display="block">
              {choice.title}
            </Text>
            {choice.detail && (
              <Text span fz="sm" c="dimmed" display="block">
                {choice.detail}
              </Text>
            )}
          </span>
          {choice.mark}
          {at < DIGITS && (
            <Kbd size="lg" aria-hidden>
              {at + 1}
            </Kbd>
          )}
        </label>
      ))}
    </fieldset>
  )
}
