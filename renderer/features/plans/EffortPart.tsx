import { Select, Stack, Switch } from '@mantine/core'
import { DraftNumber, type DraftPart } from './DraftFields'
import { formatResolution } from './planFigures'

const RESOLUTIONS = [5, 6, 7, 8, 9, 10, 11]

/** How fine the count is, whether the fleet counts, and how long to search. */
export function EffortPart(part: DraftPart) {
  const { draft, onChange } = part
  return (
    <Stack gap="sm">
      <Select
        label="H3 resolution of the cells"
        allowDeselect={false}
        data={RESOLUTIONS.map((value) => ({ value: String(value), label: formatResolution(value) }))}
        value={String(draft.resolution)}
        onChange={(value) => onChange({ resolution: Number(value) })}
      />
      <Switch
        label="Count what hotspots in service cover already"
        checked={draft.countExisting}
        onChange={(event) => onChange({ countExisting: event.currentTarget.checked })}
      />
      <DraftNumber
        {...part}
        field="timeS"
        label="Search for at most"
        suffix=" s"
        description="Longer may find better sites; it ends at once when the best is proved"
      />
    </Stack>
  )
}
