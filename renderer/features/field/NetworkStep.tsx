import { Button, Group, PasswordInput, Text, TextInput } from '@mantine/core'
import { IconLock, IconLockOpen2 } from '@tabler/icons-react'
import { useState } from 'react'
import { trainingPassword } from '#core/provisioning/simulated/simulatedHotspot'
import type { WifiNetwork } from '#core/provisioning/session/sessionState'
import { ChoiceList } from './ChoiceList'
import classes from './Field.module.css'
import { StepForm } from './StepForm'
import { signalStrength } from './signalStrength'
import type { DeviceSession } from './useDeviceSession'

interface NetworkStepProps {
  device: DeviceSession
  onConnect: (ssid: string, password: string) => void
  onScan: () => void
  onSkip: () => void
}

const TYPED = 'typed network'

/** Which Wi-Fi network, and its password: kept here alone, and only until it is sent. */
export function NetworkStep({ device, onConnect, onScan, onSkip }: NetworkStepProps) {
  const networks = device.session?.networks ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const [typedSsid, setTypedSsid] = useState('')
  const [password, setPassword] = useState('')
  const value = chosen ?? (networks[0] ? choiceOf(networks[0]) : TYPED)
  const network = networks.find((one) => choiceOf(one) === value)
  const ssid = network?.ssid ?? typedSsid
  const needsPassword = network?.secured === true

  function connect() {
    const secret = network && !network.secured ? '' : password
    setPassword('')
    onConnect(ssid, secret)
  }

  return (
    <StepForm
      title="Which network shall it join?"
      action={ssid === '' ? 'Connect' : `Connect to ${ssid}`}
      onAction={connect}
      disabled={ssid === '' || (needsPassword && password === '')}
      device={device}
      pinned={
        network?.secured !== false && (
          <PasswordInput
            label="Wi-Fi password"
            description={
              device.session?.simulated
                ? `Training: its networks take the password ${trainingPassword}.`
                : 'Sent to the device and not kept.'
            }
            size="xl"
            autoComplete="off"
            value={password}
            visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password', tabIndex: 0 }}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        )
      }
      busyText={BUSY[device.task ?? 'connect']}
      others={
        <>
          <Button size="xl" variant="default" onClick={onScan}>
            Scan again
          </Button>
          <Button size="xl" variant="subtle" onClick={onSkip}>
            Leave unconnected
          </Button>
        </>
      }
    >
      {networks.length === 0 && (
        <Text c="dimmed">The device hears no network. Scan again, or type the name of a hidden one.</Text>
      )}
      <ChoiceList
        label="Network"
        value={value}
        choices={[
          ...networks.map((one) => ({
            value: choiceOf(one),
            title: one.ssid,
            detail: `${signalStrength(one.rssiDbm).word}, ${one.rssiDbm} dBm`,
            mark: <NetworkMark network={one} />,
          })),
          { value: TYPED, title: 'Another network', detail: 'Hidden, or out of reach now' },
        ]}
        onChange={setChosen}
      />
      {value === TYPED && (
        <TextInput
          label="Network name"
          size="xl"
          spellCheck={false}
          value={typedSsid}
          onChange={(event) => setTypedSsid(event.currentTarget.value)}
        />
      )}
    </StepForm>
  )
}

const BUSY: Record<string, string> = {
  scan: 'The device listens for Wi-Fi networks.',
  connect: 'The device is joining the network. This can take 30 seconds.',
  verify: 'Asking the device again whether it is connected.',
}

/** Two access points can share a name, so the signal is part of the choice. */
function choiceOf(network: WifiNetwork): string {
  return `${network.ssid} ${network.rssiDbm}`
}

function NetworkMark({ network }: { network: WifiNetwork }) {
  const { bars, word } = signalStrength(network.rssiDbm)
  return (
    <Group gap="sm" wrap="nowrap">
      {network.secured ? <IconLock size={18} /> : <IconLockOpen2 size={18} />}
      <Text span fz="sm">
        {network.secured ? 'secured' : 'open'}
      </Text>
      <span className={classes.bars} role="img" aria-label={`Signal ${word}`}>
        {[1, 2, 3, 4].map((bar) => (
          <span key={bar} data-on={bar <= bars} />
        ))}
      </span>
    </Group>
  )
}
