import { Autocomplete } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { Hotspot } from '#core/model/records'
import { hotspotKeyMatcher } from '#core/networks/deviceKey/hotspotId'
import { parseCell, parsePosition } from '../../map/coordinates'
import type { MapSelection } from '../../map/mapContent'

interface PlaceSearchProps {
  hotspots: Hotspot[]
  onFind: (selection: MapSelection) => void
  onPosition: (lat: number, lng: number) => void
}

const SHOWN = 8

/** Goes to a hotspot by name or key, an H3 cell, or typed coordinates. */
export function PlaceSearch({ hotspots, onFind, onPosition }: PlaceSearchProps) {
  const [text, setText] = useState('')
  const [isUnknown, setUnknown] = useState(false)
  const found = useMemo(() => matching(hotspots, text), [hotspots, text])

  const goToHotspot = (hotspot: Hotspot) => {
    setText(hotspot.name)
    onFind({ kind: 'hotspot', id: hotspot.id })
  }
  const submit = () => {
    const cell = parseCell(text)
    const position = parsePosition(text)
    const first = found[0]
    if (cell) onFind({ kind: 'cell', cell })
    else if (position) onPosition(position.lat, position.lng)
    else if (first) goToHotspot(first)
    else setUnknown(text.trim() !== '')
  }

  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Autocomplete
          label="Go to"
          placeholder="Name, key, H3 cell or lat, lng"
          size="sm"
          leftSection={<IconSearch size={16} />}
          value={text}
          onChange={(value) => {
            setText(value)
            setUnknown(false)
          }}
          // Names repeat across a fleet and options must not: the key is the value, the name its label.
          data={found.map(({ id, name }) => ({ value: id, label: name }))}
          filter={({ options }) => options}
          selectFirstOptionOnChange
          // An open list without options would point assistive technology at one that is gone.
          dropdownOpened={found.length === 0 ? false : undefined}
          onOptionSubmit={(id) => {
            const hotspot = found.find((candidate) => candidate.id === id)
            if (hotspot) goToHotspot(hotspot)
          }}
          error={isUnknown ? 'Nothing has this name: type a hotspot, an H3 cell, or coordinates such as 37.77, -122.42.' : null}
        />
      </form>
    </search>
  )
}

function matching(hotspots: Hotspot[], text: string): Hotspot[] {
  const wanted = text.trim().toLowerCase()
  if (wanted.length < 2) return []
  const hasKey = hotspotKeyMatcher(text)
  const found: Hotspot[] = []
  for (const hotspot of hotspots) {
    if (hotspot.name.toLowerCase().includes(wanted) || hasKey(hotspot.id)) found.push(hotspot)
    if (found.length === SHOWN) break
  }
  return found
}
