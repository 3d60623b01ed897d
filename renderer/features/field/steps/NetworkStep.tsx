import { Button, Text, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { SessionState, WifiNetwork } from '#core/provisioning/session/sessionState'
import { ChoiceList } from '../ChoiceList'
import { orderDevice, useDevice } from '../deviceSession'
import { setPreference, usePreferences } from '../fieldPreferences'
import { decide, leaveUnconnected, useFieldWork } from '../fieldWork'
import { refreshKeptNetworks, useKeptNetworks } from '../keptNetworks'
import { StepForm } from '../StepForm'
import { signalStrength } from '../signalStrength'
import { NetworkMark } from './NetworkMark'
import { PasswordFields } from './PasswordFields'

const TYPED = 'typed network'
/** The network did not take the device in: a kept password is not tried a second time by itself. */
const REFUSED = 'improv.unable-to-connect'

/** Which Wi-Fi network, and its password: kept here alone, and only until it is sent. */
export function NetworkStep({ session }: { session: SessionState }) {
  const { networks, abilities } = session
  const problem = useDevice((state) => state.problem)
  const same = useFieldWork((flow) => flow.same)
  const kept = useKeptNetworks((state) => state.networks)
  const keep = usePreferences((state) => state.keep)
  const wanted = same?.network ?? null
  const [chosen, setChosen] = useState<string | null>(null)
  const [typedSsid, setTypedSsid] = useState(wanted?.ssid ?? '')
  const [password, setPassword] = useState('')
  const [typesAnother, setTypesAnother] = useState(false)
  const canScan = abilities.includes('scan')
  useEffect(() => {
    void refreshKeptNetworks()
  }, [])
  const value = chosen ?? preselected(networks, wanted?.ssid ?? null)
  const network = networks.find((one) => choiceOf(one) === value)
  const ssid = network?.ssid ?? typedSsid.trim()
  const isOpen = network ? !network.secured : false
  const keptAs = kept.find((one) => one.ssid === ssid)?.kept ?? null
  const usesKept = keptAs !== null && !typesAnother && problem?.code !== REFUSED
  const needsPassword = network?.secured === true && !usesKept && password === ''

  function connect() {
    if (needsPassword) return document.querySelector<HTMLElement>('[data-after-choice]')?.focus()
    const secret = isOpen ? '' : usesKept ? null : password
    setPassword('')
    const order = { kind: 'connect', ssid, password: secret, keep: isOpen || usesKept ? 'no' : keep } as const
    void decide('connect', [order], { network: { ssid, open: secret === '' } })
  }

  return (
    <StepForm
      // Heard networks are another choice: the focus goes to it.
      key={networks.length === 0 ? 'listening' : 'heard'}
      title="Which network shall it join?"
      action={ssid === '' ? 'Connect' : `Connect to ${ssid}`}
      onAction={connect}
      disabled={ssid === ''}
      pinned={
        isOpen || ssid === '' ? undefined : (
          <PasswordFields
            ssid={ssid}
            keptAs={usesKept ? keptAs : null}
            password={password}
            simulated={session.simulated}
            keep={keep}
            autoFocus={wanted !== null || problem !== null}
            onPassword={setPassword}
            onKeep={(wish) => setPreference({ keep: wish })}
            onTypeAnother={() => setTypesAnother(true)}
          />
        )
      }
      others={
        <>
          {canScan && (
            <Button size="xl" variant="default" onClick={() => orderDevice({ kind: 'scan' })}>
              Scan again
            </Button>
          )}
          <Button size="xl" variant="subtle" onClick={leaveUnconnected}>
            Leave unconnected
          </Button>
        </>
      }
    >
      {networks.length === 0 && canScan && (
        <Text c="dimmed">The device hears no network yet. Scan again, or type the name of a hidden one.</Text>
      )}
      <ChoiceList
        label="Network"
        value={value}
        withoutFocus={wanted !== null && !usesKept}
        choices={[
          ...networks.map((one) => ({
            value: choiceOf(one),
            title: one.ssid,
            detail: `${signalStrength(one.rssiDbm).word}, ${one.rssiDbm} dBm${kept.some(({ ssid: name }) => name === one.ssid) ? ', its password is kept' : ''}`,
            mark: <NetworkMark network={one} />,
          })),
          { value: TYPED, title: 'Another network', detail: 'Hidden, or out of reach now' },
        ]}
        onChange={(next) => {
          setChosen(next)
          setTypesAnother(false)
        }}
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

/** The network of the device before, also when it is hidden; else the strongest. */
function preselected(networks: WifiNetwork[], wantedSsid: string | null): string {
  const network = wantedSsid === null ? networks[0] : networks.find(({ ssid }) => ssid === wantedSsid)
  return network ? choiceOf(network) : TYPED
}

/** Two access points can share a name, so the signal is part of the choice. */
function choiceOf(network: WifiNetwork): string {
  return `${network.ssid} ${network.rssiDbm}`
}
