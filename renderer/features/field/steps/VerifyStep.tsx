import { Button, Text } from '@mantine/core'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { giveOrder, goOn, tell, useFieldWork } from '../fieldWork'
import { actionToward, stepAfter } from '../flow/stepWords'
import { StepForm } from '../StepForm'
import { DevicePages } from './DevicePages'

/** Whether the device, asked again, still says that it is connected. */
export function VerifyStep({ session }: { session: SessionState }) {
  const passed = useFieldWork((flow) => flow.passed)
  const { connected, ssid } = session
  const verify = () => giveOrder({ kind: 'verify' })
  const next = actionToward(stepAfter('verify', session, passed), session)
  const canConnect = session.abilities.includes('connect')
  return (
    <StepForm
      key={connected ? 'connected' : 'unconnected'}
      title={connected ? 'Connected' : 'The device does not say that it is connected'}
      action={connected ? next : 'Ask again'}
      onAction={connected ? () => goOn('verify') : verify}
      others={
        <>
          {connected ? (
            <Button size="xl" variant="default" onClick={verify}>
              Ask again
            </Button>
          ) : (
            <Button size="xl" variant="default" onClick={() => goOn('verify')}>
              Go on unconnected
            </Button>
          )}
          {canConnect && (
            <Button size="xl" variant="default" onClick={() => tell({ type: 'went', step: 'connect' })}>
              Other network
            </Button>
          )}
        </>
      }
    >
      <Text fz="lg">
        {connected
          ? `Asked again, the device says that it is connected${ssid ? ` to ${ssid}` : ' to a network it knew before'}.`
          : canConnect
            ? 'Ask again, or choose another network and check the password.'
            : 'Ask again once its cable or antenna is in, or go on: the record says that it is not connected.'}
      </Text>
      <DevicePages session={session} />
    </StepForm>
  )
}
