import { Button, Center, Loader } from '@mantine/core'
import { IconFileImport, IconRouter } from '@tabler/icons-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { useSearchParams } from 'wouter'
import type { Hotspot } from '#core/model/records'
import { useHotspots } from '../../data/queries'
import { openImportDrawer } from '../../platform/importDrawer'
import { EmptyScreen } from '../../ui/EmptyScreen'
import { Screen } from '../../ui/Screen'
import { BulkBar } from './BulkBar'
import { FleetFilters } from './FleetFilters'
import classes from './FleetScreen.module.css'
import { FleetTable } from './FleetTable'
import { HotspotDetails } from './HotspotDetails'
import { EVERYTHING, type FleetFilter, type FleetSort, facetsOf, filterFleet, sortFleet } from './viewFleet'

const NO_HOTSPOTS: Hotspot[] = []

/** The whole fleet as a table: find, sort, choose many and put them into groups, look at one. */
export function FleetScreen() {
  const loaded = useHotspots()
  const hotspots = loaded ?? NO_HOTSPOTS
  const [filter, setFilter] = useState<FleetFilter>(EVERYTHING)
  const [sort, setSort] = useState<FleetSort>({ column: 'name', descending: false })
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set())
  const [params, setParams] = useSearchParams()
  const chosenId = params.get('hotspot')

  const facets = useMemo(() => facetsOf(hotspots), [hotspots])
  const settledFilter = useDeferredValue(filter)
  const sorted = useMemo(() => sortFleet(hotspots, sort), [hotspots, sort])
  const shown = useMemo(() => filterFleet(sorted, settledFilter), [sorted, settledFilter])
  const chosen = useMemo(() => hotspots.find((hotspot) => hotspot.id === chosenId) ?? null, [hotspots, chosenId])

  const importButton = (
    <Button leftSection={<IconFileImport size={16} />} onClick={() => openImportDrawer()}>
      Import a file
    </Button>
  )
  if (!loaded) {
    return (
      <Screen title="Fleet">
        <Center h={240}>
          <Loader size="sm" role="status" aria-label="Loading the fleet" />
        </Center>
      </Screen>
    )
  }
  if (hotspots.length === 0) {
    return (
      <Screen title="Fleet">
        <EmptyScreen icon={<IconRouter size={28} />} title="No hotspots yet" actions={importButton}>
          Your hotspots will be here, with where they are, whose they are and the groups that agreements refer to. Import a fleet
          as CSV or GeoJSON, or drop the file anywhere on this window.
        </EmptyScreen>
      </Screen>
    )
  }
  return (
    <Screen title="Fleet" summary={summaryOf(hotspots.length, facets, shown.length)} actions={importButton} fill>
      <div className={classes.columns}>
        <div className={classes.list}>
          <FleetFilters filter={filter} facets={facets} total={hotspots.length} onChange={setFilter} />
          <BulkBar selection={selection} shown={shown} groups={facets.groups.map(([group]) => group)} onSelect={setSelection} />
          <FleetTable
            hotspots={shown}
            sort={sort}
            onSort={setSort}
            selection={selection}
            onSelect={setSelection}
            chosenId={chosenId}
            onChoose={(id) => setParams(id === null ? {} : { hotspot: id }, { replace: true })}
          />
        </div>
        {chosen && (
          <HotspotDetails
            key={chosen.id}
            hotspot={chosen}
            groups={facets.groups.map(([group]) => group)}
            onClose={() => setParams({}, { replace: true })}
          />
        )}
      </div>
    </Screen>
  )
}

function summaryOf(total: number, facets: ReturnType<typeof facetsOf>, shown: number): string {
  const networks = facets.networks.length === 1 ? '1 network' : `${facets.networks.length} networks`
  const filtered = shown === total ? '' : ` · ${shown.toLocaleString('en')} shown`
  return `${total.toLocaleString('en')} hotspots · ${facets.located.toLocaleString('en')} located · ${networks}${filtered}`
}
