import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Field.module.css'

interface ChoiceListProps {
  /** What is chosen here. */
  label: string
  value: string | null
  choices: { value: string; title: ReactNode; detail?: ReactNode; mark?: ReactNode }[]
  onChange: (value: string) => void
}

/** One of a few, on targets large enough for gloves. Native radios, so that Enter does the step's action. */
export function ChoiceList({ label, value, choices, onChange }: ChoiceListProps) {
  return (
    <fieldset className={classes.choices}>
      <legend className={classes.legend}>{label}</legend>
      {choices.map((choice, at) => (
        <label key={choice.value} className={classes.choice} data-checked={choice.value === value}>
          <input
            type="radio"
            name={label}
            value={choice.value}
            checked={choice.value === value}
            data-autofocus={choice.value === value || (value === null && at === 0) || undefined}
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
        </label>
      ))}
    </fieldset>
  )
}
