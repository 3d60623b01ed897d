import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { trainingConsolePassword } from '#core/provisioning/simulated/simulatedGateway'
import { useDevice } from '../deviceSession'
import { logIn, otherPort } from '../fieldWork'
import { SecretInput } from '../SecretInput'
import { StepForm } from '../StepForm'

/** A console that asks who one is. The password is here alone, and only until it is sent. */
export function LogInStep() {
  const session = useDevice((state) => state.session)
  const [user, setUser] = useState('root')
  const [password, setPassword] = useState('')

  function send() {
    const secret = password
    setPassword('')
    void logIn(user, secret)
  }

  return (
    <StepForm
      title={`${session?.device?.name ?? 'The device'} asks for a login`}
      action="Log in"
      onAction={send}
      disabled={user === ''}
      others={
        <Button size="xl" variant="default" onClick={otherPort}>
          Other port
        </Button>
      }
    >
      <TextInput
        label="User"
        size="xl"
        autoComplete="off"
        spellCheck={false}
        value={user}
        onChange={(event) => setUser(event.currentTarget.value)}
      />
      <SecretInput
        label="Password"
        description={
          session?.simulated
            ? `Training: root takes the password ${trainingConsolePassword}.`
            : 'Sent to the device and not kept.'
        }
        value={password}
        autoFocus
        onChange={setPassword}
      />
    </StepForm>
  )
}
