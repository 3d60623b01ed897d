import { Button, NativeSelect, Text } from '@mantine/core'
import type { NetworkName } from '#core/provisioning/session/networkName'
import { trainingPassword } from '#core/provisioning/simulated/simulatedHotspot'
import classes from '../Field.module.css'
import type { Keep } from '../flow/connectOrder'
import { forgetNetwork, useKeptNetworks } from '../keptNetworks'
import { SecretInput } from '../SecretInput'

interface PasswordFieldsProps {
  network: NetworkName
  /** Where main keeps its password; null: nowhere. */
  keptAs: 'memory' | 'keychain' | null
  /** The kept one is used; else one is typed. */
  usesKept: boolean
  password: string
  simulated: boolean
  keep: Keep
  autoFocus: boolean
  onPassword: (password: string) => void
  onKeep: (keep: Keep) => void
  onTypeAnother: (typesAnother: boolean) => void
}

/** The password of the chosen network: typed, or the one that is kept, which can always be forgotten. */
export function PasswordFields(props: PasswordFieldsProps) {
  const { network, keptAs, usesKept, password, simulated, keep, autoFocus, onPassword, onTypeAnother } = props
  const place = keptAs === 'keychain' ? "in this system's keychain" : 'until the console ends'
  const forget = (
    <Button size="xl" variant="default" onClick={() => forgetNetwork(network)}>
      Forget it
    </Button>
  )
  if (keptAs !== null && usesKept) {
    return (
      <div className={classes.secret}>
        <Text fz="lg" flex={1}>
          Its password is kept {place} and is used.
        </Text>
        <Button size="xl" variant="default" onClick={() => onTypeAnother(true)}>
          Type another
        </Button>
        {forget}
      </div>
    )
  }
  const training = `Training: its networks take the password ${trainingPassword}.`
  return (
    <div className={classes.passwords}>
      <SecretInput
        label="Wi-Fi password"
        description={simulated ? training : keptAs ? 'Takes the place of the kept one once it has worked.' : WHERE[keep]}
        value={password}
        autoFocus={autoFocus}
        afterChoice
        onChange={onPassword}
      />
      {keptAs === null ? (
        <KeepChoice keep={keep} onKeep={props.onKeep} />
      ) : (
        <div>
          <Text fz="md" mb={4}>
            Another one is kept {place}.
          </Text>
          <div className={classes.secret}>
            <Button size="xl" variant="default" onClick={() => onTypeAnother(false)}>
              Use it
            </Button>
            {forget}
          </div>
        </div>
      )}
    </div>
  )
}

function KeepChoice({ keep, onKeep }: { keep: Keep; onKeep: (keep: Keep) => void }) {
  const keychainProblem = useKeptNetworks((state) => state.keychainProblem)
  const options = [
    { value: 'no', label: 'No, use it once' },
    { value: 'memory', label: 'Until the console ends' },
    ...(keychainProblem === null ? [{ value: 'keychain', label: "In this system's keychain" }] : []),
  ]
  return (
    <NativeSelect
      label="Keep it for the next devices"
      description={keychainProblem ?? 'Never in records, backups or logs.'}
      size="xl"
      data={options}
      value={keep}
      onChange={({ currentTarget }) => onKeep(KEEPS.find((one) => one === currentTarget.value) ?? 'no')}
    />
  )
}

const KEEPS = ['no', 'memory', 'keychain'] satisfies Keep[]
const WHERE: Record<Keep, string> = {
  no: 'Sent to the device and not kept.',
  memory: "Sent to the device; kept in the console's memory alone.",
  keychain: "Sent to the device and kept in this system's keychain.",
}
