import { ActionIcon, Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import type { PlanCandidate } from '#core/model/planStudy'
import { numberText } from '#core/words/numberText'
import { formatPosition, parsePosition } from '../../map/coordinates'

interface PlaceListProps {
  /** What one of these is: "must-have site". */
  what: string
  kind: PlanCandidate['kind']
  places: readonly PlanCandidate[]
  currency: string
  /** Suggested names, such as members'. */
  onChange: (places: PlanCandidate[]) => void
}

/** Shown whole; a longer list is counted. */
const SHOWN = 6

/** Places typed one by one: a name, a position, a cost. */
export function PlaceList({ what, kind, places, currency, onChange }: PlaceListProps) {
  const [name, setName] = useState('')
  const [typed, setTyped] = useState('')
  const [cost, setCost] = useState<number | string>(0)
  const [fault, setFault] = useState<string | null>(null)

  function add() {
    const position = parsePosition(typed)
    if (!position) return setFault('This is no position: type latitude and longitude, such as 37.77, -122.42.')
    const id = `${kind}:${crypto.randomUUID()}`
    onChange([...places, { id, name: name.trim() || `${what} ${places.length + 1}`, kind, ...position, cost: Number(cost) || 0 }])
    setName('')
    setTyped('')
    setFault(null)
  }
  const addOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    add()
  }

  return (
    <Stack gap={6} role="group" aria-label={`${what}s`}>
      {places.slice(0, SHOWN).map((place) => (
        <Group key={place.id} gap="xs" wrap="nowrap" justify="space-between">
          <Text fz="xs" truncate>
            {place.name} · <span className="figures">{formatPosition(place.lat, place.lng, 13)}</span>
            {place.cost > 0 && ` · ${numberText(place.cost)} ${currency}`}
          </Text>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Remove ${place.name}`}
            onClick={() => onChange(places.filter(({ id }) => id !== place.id))}
          >
            <IconTrash size={14} />
          </ActionIcon>
        </Group>
      ))}
      {places.length > SHOWN && (
        <Group gap="xs" justify="space-between">
          <Text fz="xs">and {numberText(places.length - SHOWN)} more</Text>
          <Button size="compact-xs" variant="subtle" onClick={() => onChange([])}>
            Remove all
          </Button>
        </Group>
      )}
      <TextInput
        size="xs"
        label={`Position of a ${what}`}
        placeholder="lat, lng"
        value={typed}
        error={fault}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={addOnEnter}
      />
      <Group gap="xs" grow align="end" wrap="nowrap">
        <TextInput
          size="xs"
          label="Called"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={addOnEnter}
        />
        <NumberInput size="xs" label={`Cost, ${currency || 'any unit'}`} min={0} value={cost} onChange={setCost} />
      </Group>
      <Button size="compact-sm" variant="default" onClick={add}>
        Add this {what}
      </Button>
    </Stack>
  )
}
