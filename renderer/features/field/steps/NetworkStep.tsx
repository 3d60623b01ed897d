import { Button, Checkbox, Text, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { isSameNetwork, type NetworkName, networkNameOf } from '#core/provisioning/session/networkName'
import type { SessionState, WifiNetwork } from '#core/provisioning/session/sessionState'
import { ChoiceList } from '../ChoiceList'
import { orderDevice, useDevice } from '../deviceSession'
import { setPreference, usePreferences } from '../fieldPreferences'
import { decide, leaveUnconnected, useFieldWork } from '../fieldWork'
import { connectOrder, usableKeep } from '../flow/connectOrder'
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
  const { networks: kept, keychainProblem } = useKeptNetworks()
  const keep = usableKeep(
    usePreferences((state) => state.keep),
    keychainProblem,
  )
  const wanted = same?.network ?? null
  const [chosen, setChosen] = useState<string | null>(null)
  const [typedSsid, setTypedSsid] = useState(wanted?.ssid ?? '')
  const [isSaidOpen, setIsSaidOpen] = useState(wanted?.open ?? false)
  const [password, setPassword] = useState('')
  /** Null: the kept one is used until it is refused. */
  const [typesAnother, setTypesAnother] = useState<boolean | null>(null)
  const canScan = abilities.includes('scan')
  useEffect(() => {
    void refreshKeptNetworks()
  }, [])
  const value = chosen ?? preselected(networks, wanted)
  const network = networks.find((one) => choiceOf(one) === value)
  const name = network ?? typedName(typedSsid.trim(), wanted)
  const { ssid } = name
  const isOpen = network ? !network.secured : isSaidOpen
  const keptAs = kept.find((one) => isSameNetwork(one, name))?.kept ?? null
  const usesKept = keptAs !== null && !(typesAnother ?? problem?.code === REFUSED)

  function connect() {
    const order = connectOrder({ network: name, isOpen, keptAs, usesKept, typed: password, keep })
    if (!order) return document.querySelector<HTMLElement>('[data-after-choice]')?.focus()
    setPassword('')
    const told = { network: { ...networkNameOf(name), open: order.password === '' } }
    // What was refused may be kept no more.
    void decide('connect', [order], told).then(refreshKeptNetworks)
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
            network={name}
            keptAs={keptAs}
            usesKept={usesKept}
            password={password}
            simulated={session.simulated}
            keep={keep}
            autoFocus={wanted !== null || problem !== null}
            onPassword={setPassword}
            onKeep={(wish) => setPreference({ keep: wish })}
            onTypeAnother={setTypesAnother}
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
            detail: `${signalStrength(one.rssiDbm).word}, ${one.rssiDbm} dBm${kept.some((other) => isSameNetwork(other, one)) ? ', its password is kept' : ''}`,
            mark: <NetworkMark network={one} />,
          })),
          { value: TYPED, title: 'Another network', detail: 'Hidden, or out of reach now' },
        ]}
        onChange={(next) => {
          setChosen(next)
          setTypesAnother(null)
          setIsSaidOpen(false)
        }}
      />
      {value === TYPED && (
        <>
          <TextInput
            label="Network name"
            size="xl"
            spellCheck={false}
            value={typedSsid}
            onChange={(event) => setTypedSsid(event.currentTarget.value)}
          />
          <Checkbox
            label="An open network: it takes no password"
            size="xl"
            checked={isSaidOpen}
            onChange={(event) => setIsSaidOpen(event.currentTarget.checked)}
          />
        </>
      )}
    </StepForm>
  )
}

/** The network of the device before, also when it is hidden; else the strongest. */
function preselected(networks: WifiNetwork[], wanted: NetworkName | null): string {
  const network = wanted === null ? networks[0] : networks.find((one) => isSameNetwork(one, wanted))
  return network ? choiceOf(network) : TYPED
}

/** Of the network of the device before, which this one does not hear, the bytes are known too. */
function typedName(ssid: string, wanted: NetworkName | null): NetworkName {
  return wanted !== null && wanted.ssid === ssid ? networkNameOf(wanted) : { ssid }
}

/** A scan names each network once; two can still look the same. */
function choiceOf({ ssid, ssidHex }: WifiNetwork): string {
  return `${ssid} ${ssidHex ?? ''}`
}
