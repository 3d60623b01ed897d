import { Button, NativeSelect, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { useDevice } from '../deviceSession'
import { setPreference, usePreferences } from '../fieldPreferences'
import { decide, goOn, useFieldWork } from '../fieldWork'
import { actionToward, stepAfter } from '../flow/stepWords'
import { StepForm } from '../StepForm'

const MODES = [
  { value: 'dataonly', label: 'Data only' },
  { value: 'full', label: 'Full' },
]

/** The device signs who owns it; the signed registration is kept here to be submitted later. */
export function RegisterStep({ session }: { session: SessionState }) {
  const preferences = usePreferences()
  const passed = useFieldWork((flow) => flow.passed)
  const problem = useDevice((state) => state.problem)
  const [owner, setOwner] = useState(preferences.owner)
  const [payer, setPayer] = useState(preferences.payer)
  const [mode, setMode] = useState(preferences.mode)

  function register() {
    const request = { owner: owner.trim(), payer: payer.trim() || owner.trim(), mode }
    setPreference({ owner: owner.trim(), payer: payer.trim(), mode })
    void decide('register', [{ kind: 'register', ...request }], { register: request })
  }

  if (session.registration) {
    return (
      <StepForm
        key="registered"
        title="Its registration is signed"
        action={actionToward(stepAfter('register', session, passed), session)}
        onAction={() => goOn('register')}
      >
        <Text fz="lg">It is kept in the record, to be submitted once there is a network.</Text>
      </StepForm>
    )
  }
  return (
    <StepForm
      title="Who owns it, and who pays?"
      action="Let the device sign"
      onAction={register}
      disabled={owner.trim() === ''}
      others={
        <Button size="xl" variant="default" onClick={() => goOn('register')}>
          Not now
        </Button>
      }
    >
      <Text fz="lg">The device signs its registration with its own key. Nothing is sent: it is kept to be submitted later.</Text>
      <TextInput
        label="Owner's address"
        size="xl"
        spellCheck={false}
        data-autofocus
        value={owner}
        error={problem?.field === 'owner' ? problem.message : undefined}
        onChange={(event) => setOwner(event.currentTarget.value)}
      />
      <TextInput
        label="Payer's address"
        description="Empty: the owner pays"
        size="xl"
        spellCheck={false}
        value={payer}
        error={problem?.field === 'payer' ? problem.message : undefined}
        onChange={(event) => setPayer(event.currentTarget.value)}
      />
      <NativeSelect
        label="Mode"
        size="xl"
        data={MODES}
        value={mode}
        onChange={({ currentTarget }) => setMode(currentTarget.value === 'full' ? 'full' : 'dataonly')}
      />
    </StepForm>
  )
}
