import { Group, NumberInput, Select, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { TreasuryFacts } from '#core/treasury/model/treasuryFacts'
import { parsePathOf, pathHabitsOf } from '#core/treasury/model/treasuryPath'
import { asProblem } from './ProblemAlert'

const CUSTOM = 'custom'
const LAST_ACCOUNT = 99

type Kind = TreasuryFacts['kind']

interface DerivationPathPickerProps {
  /** As typed, which may be no path yet: see `isDerivationPath`. */
  value: string
  onChange: (path: string) => void
  /** Of the treasury that it signs for; an EVM account's without it. */
  kind?: Kind
  disabled?: boolean
}

/** Which account of the Ledger: by the habit of a wallet and a number, or a path of one's own. */
export function DerivationPathPicker({ value, onChange, kind = 'account', disabled = false }: DerivationPathPickerProps) {
  const [habitId, setHabitId] = useState<string>(() => found(kind, value)?.habitId ?? CUSTOM)
  const habits = pathHabitsOf(kind)
  const habit = habits.find(({ id }) => id === habitId)
  const account = accountOf(kind, habitId, value)
  // A path that came from elsewhere, such as one that was found for an address, may be of another habit.
  const isCustom = habit === undefined || account === null

  function choose(id: string | null) {
    if (id === null) return
    setHabitId(id)
    const next = habits.find((one) => one.id === id)
    if (next) onChange(next.pathOf(account ?? 0))
  }

  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <Select
        label="Account path"
        w={130}
        allowDeselect={false}
        disabled={disabled}
        data={[...habits.map(({ id, name }) => ({ value: id, label: name })), { value: CUSTOM, label: 'own path' }]}
        value={isCustom ? CUSTOM : habitId}
        onChange={choose}
      />
      {isCustom ? (
        <TextInput
          label="Derivation path"
          w={190}
          value={value}
          spellCheck={false}
          disabled={disabled}
          error={pathError(value, kind)}
          onChange={(event) => {
            setHabitId(CUSTOM)
            onChange(event.currentTarget.value)
          }}
        />
      ) : (
        <>
          <NumberInput
            label="Account"
            w={70}
            min={1}
            max={LAST_ACCOUNT}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="strict"
            disabled={disabled}
            value={account + 1}
            onChange={(number) => typeof number === 'number' && number >= 1 && onChange(habit.pathOf(number - 1))}
          />
          <Text fz="xs" c="dimmed" ff="monospace" mb={9} style={{ whiteSpace: 'nowrap' }}>
            {value}
          </Text>
        </>
      )}
    </Group>
  )
}

/** Whether a Ledger can be asked for it. */
export function isDerivationPath(path: string, kind: Kind = 'account'): boolean {
  return pathError(path, kind) === null
}

function pathError(path: string, kind: Kind): string | null {
  try {
    parsePathOf(kind, path)
    return null
  } catch (thrown) {
    return asProblem(thrown).message
  }
}

function found(kind: Kind, path: string): { habitId: string } | null {
  const habit = pathHabitsOf(kind).find(({ id }) => accountOf(kind, id, path) !== null)
  return habit ? { habitId: habit.id } : null
}

/** The account's number from 0 on, when the path is of that habit. */
function accountOf(kind: Kind, habitId: string, path: string): number | null {
  const habit = pathHabitsOf(kind).find(({ id }) => id === habitId)
  if (!habit) return null
  for (let account = 0; account < LAST_ACCOUNT; account++) if (habit.pathOf(account) === path) return account
  return null
}
