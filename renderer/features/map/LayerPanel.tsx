import { Checkbox, MultiSelect, Select, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { DataLayer } from '#core/model/dataLayer'
import type { Hotspot, Plan } from '#core/model/records'
import { countText } from '#core/words/countText'
import { numberText } from '#core/words/numberText'
import type { MapSelection } from '../../map/mapContent'
import { LAYER_NAMES, type Layers } from './layers'
import classes from './MapScreen.module.css'
import { changeMap, type MapSettings } from './mapSettings'
import { PlaceSearch } from './PlaceSearch'
import { LayerRow } from './panels/LayerRow'

interface LayerPanelProps {
  settings: MapSettings
  located: number
  withoutLocation: number
  hotspots: Hotspot[]
  dataLayers: readonly DataLayer[]
  plans: readonly Plan[]
  workOrderCount: number
  /** The controls of the coverage layer. */
  coverage: ReactNode
  /** The controls of the rewards layer. */
  rewards: ReactNode
  onFind: (selection: MapSelection) => void
  onPosition: (lat: number, lng: number) => void
}

/** Search, and every layer with its opacity. */
export function LayerPanel(props: LayerPanelProps) {
  const { settings, dataLayers, plans } = props
  const { layers, demandId, demand, terrain, streets, planIds, workOrders } = settings
  const demands = dataLayers.filter(({ kind }) => kind === 'demand')
  const has = (kind: DataLayer['kind']) => dataLayers.some((layer) => layer.kind === kind)
  return (
    <aside className={classes.panel} aria-label="Layers">
      <PlaceSearch hotspots={props.hotspots} onFind={props.onFind} onPosition={props.onPosition} />
      <Text fz="sm" className="figures">
        {countText(props.located, 'hotspot')} on the map
        {props.withoutLocation > 0 && (
          <Text span inherit c="dimmed" display="block">
            {numberText(props.withoutLocation)} without a location
          </Text>
        )}
      </Text>
      <Stack gap="sm">
        <Title order={2}>Layers</Title>
        {(Object.keys(LAYER_NAMES) as (keyof Layers)[]).map((key) => (
          <LayerRow
            key={key}
            label={LAYER_NAMES[key]}
            setting={layers[key]}
            onChange={(setting) => changeMap({ layers: { ...layers, [key]: setting } })}
          />
        ))}
        {props.coverage}
        {props.rewards}
        {demands.length > 0 ? (
          <>
            <Select
              size="xs"
              label="Demand"
              placeholder="None"
              clearable
              data={demands.map(({ id, name }) => ({ value: id, label: name }))}
              value={demandId}
              onChange={(id) => changeMap({ demandId: id })}
            />
            {demandId !== null && (
              <LayerRow label="Demand" setting={demand} onChange={(setting) => changeMap({ demand: setting })} />
            )}
          </>
        ) : (
          <Text fz="xs" c="dimmed">
            Import a population file to see demand and the gaps in it.
          </Text>
        )}
        {has('terrain') && <LayerRow label="Terrain" setting={terrain} onChange={(setting) => changeMap({ terrain: setting })} />}
        {has('map-pack') && (
          <LayerRow label="Streets" setting={streets} onChange={(setting) => changeMap({ streets: setting })} />
        )}
        {plans.length > 0 && (
          <MultiSelect
            size="xs"
            label="Plans"
            placeholder={planIds.length === 0 ? 'None' : undefined}
            data={plans.map(({ id, name, study }) => ({ value: id, label: study ? `${name}, ${study.scenario}` : name }))}
            value={[...planIds]}
            onChange={(ids) => changeMap({ planIds: ids })}
          />
        )}
        {props.workOrderCount > 0 && (
          <Checkbox
            size="xs"
            label={`Work orders (${numberText(props.workOrderCount)})`}
            checked={workOrders}
            onChange={(event) => changeMap({ workOrders: event.currentTarget.checked })}
          />
        )}
      </Stack>
    </aside>
  )
}
