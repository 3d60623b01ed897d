import { Button, Group, SegmentedControl, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from 'wouter'
import type { Plan } from '#core/model/records'
import { scenarioOf } from '#core/planning/planFamily'
import { goTo } from '../../platform/hashRoute'
import classes from './Plans.module.css'
import { planPath } from './planPath'

interface ScenarioBarProps {
  plan: Plan
  /** All of its family, itself among them. */
  scenarios: readonly Plan[]
  /** The one beside it on the map, or null. */
  compared: Plan | null
}

/** Which scenario shows, which one it is compared with, and the way to make another. */
export function ScenarioBar({ plan, scenarios, compared }: ScenarioBarProps) {
  const others = scenarios.filter(({ id }) => id !== plan.id)
  return (
    <Group className={classes.scenarios} gap="xs">
      {others.length > 0 && (
        <>
          <SegmentedControl
            size="xs"
            aria-label="Scenario"
            data={scenarios.map((each) => ({ value: each.id, label: `Scenario ${scenarioOf(each)}` }))}
            value={plan.id}
            onChange={(id) => goTo(planPath(id), { replace: true })}
          />
          <Select
            size="xs"
            aria-label="Compare with"
            placeholder="Compare with…"
            clearable
            data={others.map((each) => ({ value: each.id, label: `Compare with ${scenarioOf(each)}` }))}
            value={compared?.id ?? null}
            onChange={(id) => goTo(planPath(plan.id, id), { replace: true })}
          />
        </>
      )}
      <Button
        component={Link}
        href={`/plans?new&base=${encodeURIComponent(plan.id)}`}
        size="compact-sm"
        variant="default"
        leftSection={<IconPlus size={14} />}
      >
        New scenario
      </Button>
    </Group>
  )
}
