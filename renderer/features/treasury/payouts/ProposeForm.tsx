import { Button, Checkbox, Group, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Problem } from '#core/model/problem'
import { proposePayout } from '../../../data/treasury/payoutCalls'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem } from '../../../ui/ProblemAlert'

interface ProposeFormProps {
  payoutId: string
  onProblem: (problem: Problem | null) => void
}

/** Somebody has looked at it twice and lets it be signed; who it was stays with the payout. */
export function ProposeForm({ payoutId, onProblem }: ProposeFormProps) {
  const [by, setBy] = useState('')
  const [isLookedAt, setIsLookedAt] = useState(false)

  async function propose(event: FormEvent) {
    event.preventDefault()
    try {
      onProblem(null)
      await proposePayout(payoutId, by.trim())
    } catch (thrown) {
      onProblem(asProblem(thrown))
    }
  }

  return (
    <form onSubmit={propose}>
      <Group align="flex-end">
        <TextInput label="Your name" value={by} onChange={(event) => setBy(event.currentTarget.value)} />
        <Checkbox
          mb={8}
          label="I have looked at the payees, the amounts and the second look"
          checked={isLookedAt}
          onChange={(event) => setIsLookedAt(event.currentTarget.checked)}
        />
        <MayWrite tables={['payoutMoves']}>
          <Button type="submit" disabled={by.trim() === '' || !isLookedAt}>
            Propose it for signing
          </Button>
        </MayWrite>
      </Group>
    </form>
  )
}
