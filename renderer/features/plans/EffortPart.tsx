import { Select, Stack, Switch } from '@mantine/core'
import { resolutionText } from '#core/geo/resolutionText'
import { DraftNumber, type DraftPart } from './DraftFields'
import { FINEST_RESOLUTION } from './planDraft'

const COARSEST = 5
const RESOLUTIONS = Array.from({ length: FINEST_RESOLUTION - COARSEST + 1 }, (_, i) => COARSEST + i)

/** How fine the count is, whether the fleet counts, and how long to search. */
export function EffortPart(part: DraftPart) {
  const { draft, onChange, faults } = part
  return (
    <Stack gap="sm">
      <Select
        label="H3 resolution of the cells"
        allowDeselect={false}
        data={RESOLUTIONS.map((value) => ({ value: String(value), label: resolutionText(value) }))}
        value={String(draft.resolution)}
        error={faults.resolution}
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
