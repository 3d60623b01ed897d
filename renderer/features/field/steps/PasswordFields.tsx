import { Button, NativeSelect, Text } from '@mantine/core'
import { trainingPassword } from '#core/provisioning/simulated/simulatedHotspot'
import classes from '../Field.module.css'
import type { FieldPreferences } from '../fieldPreferences'
import { forgetNetwork, useKeptNetworks } from '../keptNetworks'
import { SecretInput } from '../SecretInput'

type Keep = FieldPreferences['keep']

interface PasswordFieldsProps {
  ssid: string
  /** Where the password that will be used is kept; null: it is typed. */
  keptAs: 'memory' | 'keychain' | null
  password: string
  simulated: boolean
  keep: Keep
  autoFocus: boolean
  onPassword: (password: string) => void
  onKeep: (keep: Keep) => void
  onTypeAnother: () => void
}

/** The password of the chosen network: typed, or the one that is kept. */
export function PasswordFields(props: PasswordFieldsProps) {
  const { ssid, keptAs, password, simulated, keep, autoFocus, onPassword, onKeep, onTypeAnother } = props
  const keychainProblem = useKeptNetworks((state) => state.keychainProblem)
  if (keptAs !== null) {
    return (
      <div className={classes.secret}>
        <Text fz="lg" flex={1}>
          Its password is kept {keptAs === 'keychain' ? "in this system's keychain" : 'until the console ends'} and is used.
        </Text>
        <Button size="xl" variant="default" onClick={onTypeAnother}>
          Type another
        </Button>
        <Button size="xl" variant="default" onClick={() => forgetNetwork(ssid)}>
          Forget it
        </Button>
      </div>
    )
  }
  const options = [
    { value: 'no', label: 'No, use it once' },
    { value: 'memory', label: 'Until the console ends' },
    ...(keychainProblem === null ? [{ value: 'keychain', label: "In this system's keychain" }] : []),
  ]
  return (
    <div className={classes.passwords}>
      <SecretInput
        label="Wi-Fi password"
        description={simulated ? `Training: its networks take the password ${trainingPassword}.` : WHERE[keep]}
        value={password}
        autoFocus={autoFocus}
        afterChoice
        onChange={onPassword}
      />
      <NativeSelect
        label="Keep it for the next devices"
        description={keychainProblem ?? 'Never in records, backups or logs.'}
        size="xl"
        data={options}
        value={options.some(({ value }) => value === keep) ? keep : 'no'}
        onChange={({ currentTarget }) => onKeep(KEEPS.find((one) => one === currentTarget.value) ?? 'no')}
      />
    </div>
  )
}

const KEEPS = ['no', 'memory', 'keychain'] satisfies Keep[]
const WHERE: Record<Keep, string> = {
  no: 'Sent to the device and not kept.',
  memory: "Sent to the device; kept in the console's memory alone.",
  keychain: "Sent to the device and kept in this system's keychain.",
}
