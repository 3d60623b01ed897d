import { Button, Chip, Group, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { networkName } from '#core/networks/networkName'
import { numberText } from '#core/words/numberText'
import classes from './FleetScreen.module.css'
import { SavedViews } from './SavedViews'
import { type ChosenCell, EVERYTHING, type FleetFilter, type facetsOf, isFiltered } from './viewFleet'

interface FleetFiltersProps {
  filter: FleetFilter
  facets: ReturnType<typeof facetsOf>
  total: number
  cell: ChosenCell | null
  onChange: (filter: FleetFilter) => void
  onClearCell: () => void
}

export function FleetFilters({ filter, facets, total, cell, onChange, onClearCell }: FleetFiltersProps) {
  const toggleLocation = (location: 'with' | 'without') =>
    onChange({ ...filter, location: filter.location === location ? 'any' : location })
  return (
    <Group className={classes.filters} gap="xs" role="search" aria-label="Filter the fleet">
      <TextInput
        w={240}
        leftSection={<IconSearch size={16} />}
        placeholder="Name, key, owner or place"
        aria-label="Find in the fleet"
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.currentTarget.value })}
      />
      <Chip.Group multiple value={filter.networks} onChange={(networks) => onChange({ ...filter, networks })}>
        {facets.networks.map(([network, hotspots]) => (
          <Chip key={network} value={network} size="xs">
            {networkName(network)} {numberText(hotspots)}
          </Chip>
        ))}
      </Chip.Group>
      <Chip size="xs" checked={filter.location === 'with'} onChange={() => toggleLocation('with')}>
        With a location {numberText(facets.located)}
      </Chip>
      <Chip size="xs" checked={filter.location === 'without'} onChange={() => toggleLocation('without')}>
        Without a location {numberText(total - facets.located)}
      </Chip>
      {facets.groups.length > 0 && (
        <Select
          w={180}
          aria-label="Group"
          placeholder="Any group"
          data={facets.groups.map(([group, hotspots]) => ({ value: group, label: `${group} (${numberText(hotspots)})` }))}
          value={filter.group}
          onChange={(group) => onChange({ ...filter, group })}
          clearable
          clearButtonProps={{ 'aria-label': 'Any group' }}
          searchable
        />
      )}
      {cell && (
        <Chip size="xs" checked onChange={onClearCell}>
          In one cell {numberText(cell.ids.size)}
        </Chip>
      )}
      <SavedViews filter={filter} onChange={onChange} />
      {(isFiltered(filter) || cell) && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            onChange(EVERYTHING)
            onClearCell()
          }}
        >
          Clear filters
        </Button>
      )}
    </Group>
  )
}
