import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { Plan } from '#core/model/records'
import { countText } from '#core/words/countText'
import { removeRecords, reviseRecord } from '../../data/records/changeRecords'
import { goTo } from '../../platform/hashRoute'
import { MayWrite } from '../../ui/access/MayWrite'
import { asProblem } from '../../ui/ProblemAlert'

interface PlanActionsProps {
  plan: Plan
  workOrderCount: number
  onProblem: (problem: Problem) => void
}

/** Rename and delete, each in a dialogue of its own. */
export function PlanActions({ plan, workOrderCount, onProblem }: PlanActionsProps) {
  const [dialogue, setDialogue] = useState<'rename' | 'delete' | null>(null)
  const [name, setName] = useState(plan.name)
  const close = () => setDialogue(null)

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (thrown) {
      onProblem(asProblem(thrown))
    }
    close()
  }
  const rename = (event: FormEvent) => {
    event.preventDefault()
    const act = { kind: 'plan', title: `Plan ${plan.name} renamed to ${name.trim()}` }
    void attempt(() => reviseRecord(act, 'plans', plan, { name: name.trim() }))
  }
  const remove = () =>
    attempt(async () => {
      await removeRecords({ kind: 'plan', title: `Plan ${plan.name} deleted` }, 'plans', [plan.id])
      goTo('/plans', { replace: true })
    })

  return (
    <>
      <MayWrite tables={['plans']}>
        <Button
          variant="default"
          onClick={() => {
            setName(plan.name)
            setDialogue('rename')
          }}
        >
          Rename
        </Button>
      </MayWrite>
      <MayWrite tables={['plans']}>
        <Button variant="default" onClick={() => setDialogue('delete')}>
          Delete
        </Button>
      </MayWrite>
      <Modal opened={dialogue === 'rename'} onClose={close} title="Rename plan" closeButtonProps={{ 'aria-label': 'Close' }}>
        <form onSubmit={rename}>
          <Stack gap="sm">
            <TextInput
              label="Name"
              required
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              data-autofocus
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <MayWrite tables={['plans']}>
                <Button type="submit" disabled={name.trim() === ''}>
                  Rename plan
                </Button>
              </MayWrite>
            </Group>
          </Stack>
        </form>
      </Modal>
      <Modal opened={dialogue === 'delete'} onClose={close} title="Delete plan" closeButtonProps={{ 'aria-label': 'Close' }}>
        <Stack gap="sm">
          <Text fz="sm">
            {plan.name} and its {countText(plan.sites.length, 'site')} will be removed.
            {workOrderCount > 0 && ` Its ${countText(workOrderCount, 'work order')} will stay: each has its own position.`}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Keep plan
            </Button>
            <MayWrite tables={['plans']}>
              <Button color="red" onClick={() => void remove()}>
                Delete plan
              </Button>
            </MayWrite>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
