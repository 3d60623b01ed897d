import { Button, Drawer, Group, type MantineSize, Stack } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { Problem } from '#core/model/problem'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'

interface RecordDrawerProps {
  title: string
  size?: MantineSize
  saveLabel: string
  /** Writes what was typed; null while that cannot be saved. */
  save: (() => Promise<unknown>) | null
  onClose: () => void
  children: ReactNode
}

/** The form of one record of the accounts: closed once it is saved, and what stopped the saving is said in it. */
export function RecordDrawer({ title, size, saveLabel, save, onClose, children }: RecordDrawerProps) {
  const [problem, setProblem] = useState<Problem | null>(null)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!save) return
    try {
      await save()
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Drawer opened onClose={onClose} position="right" size={size} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <Stack>
          {children}
          {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <MayWrite tables={['chains', 'treasuries', 'tokens']}>
              <Button type="submit" disabled={!save}>
                {saveLabel}
              </Button>
            </MayWrite>
          </Group>
        </Stack>
      </form>
    </Drawer>
  )
}
