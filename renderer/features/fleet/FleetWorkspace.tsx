import { Button, Center, Loader } from '@mantine/core'
import { useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { IconMap2, IconMapOff } from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useCallback, useDeferredValue, useMemo, useState } from 'react'
import type { Hotspot } from '#core/model/records'
import { countText } from '#core/words/countText'
import { numberText } from '#core/words/numberText'
import { goTo, useHashSearch } from '../../platform/hashRoute'
import { Screen } from '../../ui/Screen'
import { BulkBar } from './BulkBar'
import { FleetFilters } from './FleetFilters'
import classes from './FleetScreen.module.css'
import { FleetTable } from './FleetTable'
import { HotspotDetails } from './HotspotDetails'
import { useSteps } from './useSteps'
import { type ChosenCell, EVERYTHING, type FleetFilter, type FleetSort, facetsOf, filterSteps, sortSteps } from './viewFleet'

/** The table does not wait for the map's engine. */
const FleetMapPane = lazy(async () => ({ default: (await import('./FleetMapPane')).FleetMapPane }))

const NO_HOTSPOTS: Hotspot[] = []
/** So few are sorted and filtered without a frame in between. */
const AT_ONCE = 5_000
/** A preference of this window, not a record. */
const MAP_SHOWN = 'commonmast-fleet-map'

function choose(id: string | null): void {
  goTo(id === null ? '/fleet' : `/fleet?hotspot=${encodeURIComponent(id)}`, { replace: true })
}

interface FleetWorkspaceProps {
  hotspots: Hotspot[]
  importButton: ReactNode
}

/** Table and map of the same hotspots: what is filtered, chosen or pointed at in one shows in the other. */
export function FleetWorkspace({ hotspots, importButton }: FleetWorkspaceProps) {
  const [filter, setFilter] = useState<FleetFilter>(EVERYTHING)
  const [cell, setCell] = useState<ChosenCell | null>(null)
  const [sort, setSort] = useState<FleetSort>({ column: 'name', descending: false })
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set())
  const [pointed, setPointed] = useState<Hotspot | null>(null)
  const chosenId = new URLSearchParams(useHashSearch()).get('hotspot')
  const isWide = useMediaQuery('(min-width: 1280px)', undefined, { getInitialValueInEffect: false })
  const [wantsMap, setWantsMap] = useLocalStorage({ key: MAP_SHOWN, defaultValue: true, getInitialValueInEffect: false })
  const showsMap = isWide && wantsMap

  const facets = useMemo(() => facetsOf(hotspots), [hotspots])
  const groups = useMemo(() => facets.groups.map(([group]) => group), [facets])
  const isSmall = hotspots.length <= AT_ONCE
  const beginSort = useCallback(() => sortSteps(hotspots, sort), [hotspots, sort])
  const sorted = useSteps(beginSort, isSmall)
  const beginFilter = useMemo(() => sorted && (() => filterSteps(sorted, filter)), [sorted, filter])
  const fitting = useSteps(beginFilter ?? null, isSmall)
  const onMap = useDeferredValue(fitting)
  const shown = useMemo(() => (cell ? fitting?.filter(({ id }) => cell.ids.has(id)) : fitting) ?? NO_HOTSPOTS, [fitting, cell])
  const chosen = useMemo(() => hotspots.find((hotspot) => hotspot.id === chosenId) ?? null, [hotspots, chosenId])
  const toggle = useCallback((id: string) => {
    setSelection((before) => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })
  }, [])

  const details = chosen && <HotspotDetails key={chosen.id} hotspot={chosen} groups={groups} onClose={() => choose(null)} />
  const mapButton = isWide && (
    <Button
      variant="default"
      leftSection={showsMap ? <IconMapOff size={16} /> : <IconMap2 size={16} />}
      onClick={() => setWantsMap(!showsMap)}
    >
      {showsMap ? 'Hide map' : 'Show map'}
    </Button>
  )
  const actions = (
    <>
      {mapButton}
      {importButton}
    </>
  )
  return (
    <Screen
      title="Fleet"
      summary={summaryOf(hotspots.length, facets, fitting ? shown.length : hotspots.length)}
      actions={actions}
      fill
    >
      <div className={classes.workspace}>
        <FleetFilters
          filter={filter}
          facets={facets}
          total={hotspots.length}
          cell={cell}
          onChange={setFilter}
          onClearCell={() => setCell(null)}
        />
        <div className={classes.columns}>
          <div className={classes.list}>
            <BulkBar selection={selection} shown={shown} groups={groups} onSelect={setSelection} />
            {fitting ? (
              <FleetTable
                hotspots={shown}
                sort={sort}
                onSort={setSort}
                selection={selection}
                onSelect={setSelection}
                onToggle={toggle}
                chosenId={chosenId}
                onChoose={choose}
                onPoint={setPointed}
              />
            ) : (
              <Center h={240}>
                <Loader size="sm" role="status" aria-label="Sorting the fleet" />
              </Center>
            )}
          </div>
          {showsMap ? (
            <div className={classes.side}>
              <div className={classes.map}>
                <Suspense fallback={null}>
                  {onMap && (
                    <FleetMapPane
                      hotspots={hotspots}
                      shown={onMap}
                      chosen={chosen}
                      pointed={pointed}
                      cell={cell}
                      onChoose={choose}
                      onCell={setCell}
                    />
                  )}
                </Suspense>
              </div>
              {details}
            </div>
          ) : (
            details
          )}
        </div>
      </div>
    </Screen>
  )
}

function summaryOf(total: number, facets: ReturnType<typeof facetsOf>, shown: number): string {
  const networks = countText(facets.networks.length, 'network')
  const filtered = shown === total ? '' : ` · ${numberText(shown)} shown`
  return `${countText(total, 'hotspot')} · ${numberText(facets.located)} located · ${networks}${filtered}`
}
