import { Button, Group, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { Goal } from '#core/model/records'
import { putRecords } from '../../data/records/changeRecords'
import { newId, nowText } from '../../data/records/newId'
import { MayWrite } from '../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'

const METRICS: { value: Goal['metric']; label: string }[] = [
  { value: 'hotspots', label: 'Hotspots in the fleet' },
  { value: 'located-hotspots', label: 'Hotspots with a location' },
  { value: 'covered-cells', label: 'H3 cells with a hotspot (resolution 9)' },
  { value: 'provisioned', label: 'Devices put into service' },
]

/** A new shared goal: what is counted, how many, by when. */
export function GoalForm({ onClose }: { onClose: () => void }) {
  const [title, setTitle] = useState('')
  const [metric, setMetric] = useState<Goal['metric']>('hotspots')
  const [target, setTarget] = useState<number | string>(100)
  const [dueOn, setDueOn] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)

  async function save(event: FormEvent) {
    event.preventDefault()
    try {
      const at = nowText()
      const resolution = metric === 'covered-cells' ? 9 : null
      await putRecords({ kind: 'goal', title: `Goal ${title.trim()} added` }, 'goals', [
        {
          id: newId(),
          title: title.trim(),
          metric,
          target: Number(target),
          resolution,
          dueOn: dueOn || null,
          createdAt: at,
          updatedAt: at,
        },
      ])
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Modal opened onClose={onClose} title="Add a goal" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={save}>
        <Stack gap="sm">
          {problem && <ProblemAlert problem={problem} />}
          <TextInput
            label="Goal"
            required
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            data-autofocus
          />
          <Select
            label="What is counted"
            data={METRICS}
            value={metric}
            allowDeselect={false}
            onChange={(value) => setMetric((value ?? 'hotspots') as Goal['metric'])}
          />
          <NumberInput label="Target" required min={1} allowDecimal={false} value={target} onChange={setTarget} />
          <TextInput label="Due on" type="date" value={dueOn} onChange={(event) => setDueOn(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <MayWrite tables={['goals']}>
              <Button type="submit" disabled={title.trim() === '' || Number(target) < 1}>
                Save goal
              </Button>
            </MayWrite>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
