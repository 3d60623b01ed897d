import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import classes from './Field.module.css'

interface SecretInputProps {
  label: string
  description?: ReactNode
  error?: string | undefined
  value: string
  autoFocus?: boolean
  /** Takes the focus after a digit chose something in the step. */
  afterChoice?: boolean
  onChange: (value: string) => void
}

/** A password: hidden unless shown on purpose, on a target large enough for gloves, and never offered for keeping. */
export function SecretInput({ label, description, error, value, autoFocus, afterChoice, onChange }: SecretInputProps) {
  const [isShown, setIsShown] = useState(false)
  return (
    <div className={classes.secret}>
      <TextInput
        label={label}
        description={description}
        error={error}
        size="xl"
        type={isShown ? 'text' : 'password'}
        autoComplete="off"
        spellCheck={false}
        flex={1}
        value={value}
        data-autofocus={autoFocus || undefined}
        data-after-choice={afterChoice || undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Button
        size="xl"
        variant="default"
        aria-pressed={isShown}
        aria-label={isShown ? 'Hide the password' : 'Show the password'}
        onClick={() => setIsShown(!isShown)}
      >
        {isShown ? 'Hide' : 'Show'}
      </Button>
    </div>
  )
}
