import { Button, Group, Stack, Text } from '@mantine/core'
import { countText } from '#core/words/countText'
import { AreaText } from './AreaText'
import { DraftNumber, type DraftPart } from './DraftFields'
import { PlaceList } from './PlaceList'

interface PlacesPartProps extends DraftPart {
  onDrawForbidden: () => void
  isDrawing: boolean
}

/** Where sites must and must not stand, and how far apart. */
export function PlacesPart({ onDrawForbidden, isDrawing, ...part }: PlacesPartProps) {
  const { draft, onChange } = part
  return (
    <Stack gap="sm">
      <PlaceList
        what="must-have site"
        kind="listed"
        places={draft.mustHave}
        currency={draft.currency}
        onChange={(mustHave) => onChange({ mustHave })}
      />
      <Stack gap={6} role="group" aria-label="Forbidden areas">
        <Text fz="sm">
          {draft.forbidden.length === 0
            ? 'No forbidden area: sites may stand anywhere in the area.'
            : `No site in ${countText(draft.forbidden.length, 'forbidden area')}.`}
        </Text>
        <Group gap="xs">
          <Button size="compact-sm" variant="default" disabled={isDrawing} onClick={onDrawForbidden}>
            Draw a forbidden area
          </Button>
          {draft.forbidden.length > 0 && (
            <Button size="compact-sm" variant="subtle" onClick={() => onChange({ forbidden: draft.forbidden.slice(0, -1) })}>
              Remove the last
            </Button>
          )}
        </Group>
        <AreaText what="forbidden area" onTake={(ring) => onChange({ forbidden: [...draft.forbidden, ring] })} />
      </Stack>
      <DraftNumber {...part} field="spacingM" label="Least distance between new sites" suffix=" m" description="0 for none" />
    </Stack>
  )
}
