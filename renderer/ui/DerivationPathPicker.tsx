import { Group, NumberInput, Select, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { PATH_HABITS, parseDerivationPath } from '#core/treasury/model/derivationPath'
import { asProblem } from './ProblemAlert'

const CUSTOM = 'custom'
const LAST_ACCOUNT = 99

interface DerivationPathPickerProps {
  /** As typed, which may be no path yet: see `isDerivationPath`. */
  value: string
  onChange: (path: string) => void
  disabled?: boolean
}

/** Which account of the Ledger: by the habit of a wallet and a number, or a path of one's own. */
export function DerivationPathPicker({ value, onChange, disabled = false }: DerivationPathPickerProps) {
  const [habitId, setHabitId] = useState<string>(() => found(value)?.habitId ?? CUSTOM)
  const habit = PATH_HABITS.find(({ id }) => id === habitId)
  const account = accountOf(habitId, value)
  // A path that came from elsewhere, such as one that was found for an address, may be of another habit.
  const isCustom = habit === undefined || account === null

  function choose(id: string | null) {
    if (id === null) return
    setHabitId(id)
    const next = PATH_HABITS.find((one) => one.id === id)
    if (next) onChange(next.pathOf(account ?? 0))
  }

  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <Select
        label="Account path"
        w={130}
        allowDeselect={false}
        disabled={disabled}
        data={[...PATH_HABITS.map(({ id, name }) => ({ value: id, label: name })), { value: CUSTOM, label: 'own path' }]}
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
          error={pathError(value)}
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
export function isDerivationPath(path: string): boolean {
  return pathError(path) === null
}

function pathError(path: string): string | null {
  try {
    parseDerivationPath(path)
    return null
  } catch (thrown) {
    return asProblem(thrown).message
  }
}

function found(path: string): { habitId: string } | null {
  const habit = PATH_HABITS.find(({ id }) => accountOf(id, path) !== null)
  return habit ? { habitId: habit.id } : null
}

/** The account's number from 0 on, when the path is of that habit. */
function accountOf(habitId: string, path: string): number | null {
  const habit = PATH_HABITS.find(({ id }) => id === habitId)
  if (!habit) return null
  for (let account = 0; account < LAST_ACCOUNT; account++) if (habit.pathOf(account) === path) return account
  return null
}
