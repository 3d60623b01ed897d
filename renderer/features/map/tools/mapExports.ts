/** The map as files: what stands in the menu depends on what is shown. */
import type { RefObject } from 'react'
import type { Hotspot } from '#core/model/records'
import type { CellLayer } from '../../../map/cellLayer'
import { exportCellsGeoJson, exportHotspotsGeoJson, exportMapPng } from '../../../map/exportMap'
import type { FleetMapHandle } from '../../../map/FleetMap'
import { legendModel } from '../../../map/legendModel'
import type { MapFrame } from '../../../map/mapContent'
import type { Scheme } from '../../../map/palette'
import { fileStem } from '../../../platform/fileStem'
import { runJob } from '../../../platform/jobs'
import { saveFile } from '../../../platform/saveFile'
import { rewardsCsv } from '../rewards/rewardsCsv'
import type { ShownRewards } from '../rewards/useRewards'

interface Exported {
  map: RefObject<FleetMapHandle | null>
  hotspots: readonly Hotspot[]
  cellLayers: readonly CellLayer[]
  summaries: MapFrame['cellLayers']
  notes: Record<string, string>
  scheme: Scheme
  rewards: ShownRewards | null
}

/** @param onProblem called with what an export threw. */
export function mapExports(shown: Exported, onProblem: (thrown: unknown) => void): { label: string; run: () => void }[] {
  const { map, hotspots, cellLayers, summaries, notes, scheme, rewards } = shown
  const visible = cellLayers.filter((layer) => layer.visible)
  const job = (title: string, work: (signal: AbortSignal, report: (share: number) => void) => Promise<void>) => () => {
    runJob(
      title,
      ({ signal, report }) => work(signal, report),
      () => 'Saved to your downloads.',
    ).catch(onProblem)
  }
  const legends = () =>
    visible.flatMap((layer) => {
      const summary = summaries.find(({ layerId }) => layerId === layer.id)
      return summary ? [legendModel(layer, summary, scheme, notes[layer.id] ?? null)] : []
    })
  return [
    {
      label: 'Picture of the map (PNG)',
      run: job('Save the map as a picture', () =>
        exportMapPng(map.current?.snapshot() ?? null, { title: visible.at(-1)?.name ?? 'Fleet', legends: legends() }),
      ),
    },
    ...visible.map((layer) => ({
      label: `${layer.name}, its cells (GeoJSON)`,
      run: job(`Save the cells of ${layer.name}`, (signal, report) =>
        exportCellsGeoJson(layer, null, { signal, onProgress: ({ done, total }) => report(done / total) }),
      ),
    })),
    ...(rewards
      ? [
          {
            label: 'Rewards by hotspot and cell (CSV)',
            run: () => saveFile(`${fileStem(rewards.title)}.csv`, rewardsCsv(rewards), 'text/csv;charset=utf-8'),
          },
        ]
      : []),
    {
      label: 'Hotspots (GeoJSON)',
      run: job('Save the hotspots', (signal, report) =>
        exportHotspotsGeoJson(hotspots, { signal, onProgress: ({ done, total }) => report(done / total) }),
      ),
    },
  ]
}
