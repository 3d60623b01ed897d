import { Button, Chip, Group, Popover, TextInput } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { Problem } from '#core/model/problem'
import { fleetViewsSetting } from '#core/records/tables/machineSettings'
import { saveMachineSetting, useMachineSetting } from '../../data/cooperative/settings'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import classes from './FleetScreen.module.css'
import { isSameFilter, type SavedView, withView } from './savedViews'
import { EVERYTHING, type FleetFilter, isFiltered } from './viewFleet'

interface SavedViewsProps {
  filter: FleetFilter
  onChange: (filter: FleetFilter) => void
}

/** Filters that were given a name: one press brings them back. */
export function SavedViews({ filter, onChange }: SavedViewsProps) {
  const views = useMachineSetting(fleetViewsSetting) ?? []
  const [problem, setProblem] = useState<Problem | null>(null)
  const active = views.find((view) => isSameFilter(view.filter, filter))

  async function keep(next: SavedView[]): Promise<void> {
    setProblem(null)
    try {
      await saveMachineSetting(fleetViewsSetting, next)
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <>
      {views.map((view) => (
        <Chip
          key={view.name}
          size="xs"
          checked={view === active}
          onChange={() => onChange(view === active ? EVERYTHING : view.filter)}
        >
          <span className={classes.view}>
            <IconBookmark size={12} aria-label="Saved view" />
            {view.name}
          </span>
        </Chip>
      ))}
      {active && (
        <Button variant="subtle" size="compact-sm" onClick={() => keep(views.filter((view) => view !== active))}>
          Remove view
        </Button>
      )}
      {isFiltered(filter) && !active && <NewView onName={(name) => keep(withView(views, { name, filter }))} />}
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
    </>
  )
}

function NewView({ onName }: { onName: (name: string) => void }) {
  const [isOpen, setIsOpen] = useState(false)
  const [name, setName] = useState('')

  function save(event: FormEvent): void {
    event.preventDefault()
    setIsOpen(false)
    onName(name.trim())
  }

  return (
    <Popover opened={isOpen} onChange={setIsOpen} trapFocus returnFocus withArrow>
      <Popover.Target>
        <Button variant="subtle" size="compact-sm" onClick={() => setIsOpen(true)}>
          Save view
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Save these filters">
        <form onSubmit={save}>
          <Group gap="xs" align="flex-end">
            <TextInput
              label="Name of this view"
              value={name}
              maxLength={40}
              onChange={(event) => setName(event.currentTarget.value)}
              data-autofocus
            />
            <Button type="submit" disabled={name.trim() === ''}>
              Save
            </Button>
          </Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
