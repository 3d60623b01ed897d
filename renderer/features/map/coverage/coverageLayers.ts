/** The fleet's coverage as layers of the map: one value per cell, with what its colours mean and how sure they are. */
import { bestServerProbability, twoStrongestProbability } from '#core/coverage/coverageProbability'
import { thresholdDbm } from '#core/coverage/linkBudget'
import type { UncoveredDemand } from '#core/coverage/uncoveredDemand'
import { countText } from '#core/words/countText'
import { dbmText } from '#core/words/decibelText'
import { numberText } from '#core/words/numberText'
import { CATEGORY_COLORS } from '../../../map/cellColors'
import type { CellLayer } from '../../../map/cellLayer'
import type { CoverageView } from './coverageView'
import { serverColors } from './serverColors'
import type { FleetCoverage } from './useFleetCoverage'

type Values = Pick<CellLayer, 'cells' | 'values' | 'resolution'>
type Look = Omit<CellLayer, keyof Values | 'opacity' | 'visible' | 'id'>

export interface CoverageLayer {
  layer: Omit<CellLayer, 'opacity' | 'visible'>
  /** What must be said beside the colours. */
  note: string
}

const percent = (value: number) => `${Math.round(value * 100)}%`
/** The strongest tenth of a percent would stretch the colours over a range that hardly any cell has. */
const STRONGEST_ABOVE_THRESHOLD_DB = 50

/** The layer of a view; null for gaps while no demand is chosen or counted. */
export function coverageLayer(
  view: CoverageView,
  fleet: FleetCoverage,
  gaps: UncoveredDemand | null,
  nameOf: (hotspotId: string) => string,
): CoverageLayer | null {
  const { cells: coverage, profile } = fleet
  const threshold = thresholdDbm(profile)
  const sigma = profile.shadowingSigmaDb
  const cells = { cells: coverage.cells, resolution: coverage.resolution }
  const made = (look: Look, values: Float32Array, note: string): CoverageLayer => ({
    layer: { id: 'coverage', ...look, ...cells, values },
    note,
  })
  switch (view) {
    case 'power':
      return made(
        {
          name: 'Received power',
          combine: 'max',
          ramp: 'sequential',
          domain: [threshold, threshold + STRONGEST_ABOVE_THRESHOLD_DB],
          unit: 'dBm',
          format: dbmText,
        },
        coverage.bestDbm,
        `Median power of the strongest site; covered from ${dbmText(threshold)} on. Shadowing of σ ${sigma} dB comes on top.`,
      )
    case 'best-probability':
      return made(
        { ...PROBABILITY, name: 'Probability, best server' },
        bestServerProbability(coverage, threshold, sigma),
        `P(covered) by the strongest site alone, shadowing σ ${sigma} dB. Shown from 10% on.`,
      )
    case 'any-probability':
      return made(
        { ...PROBABILITY, name: 'Probability, at least one site' },
        twoStrongestProbability(coverage, threshold, sigma),
        `P(covered) by the two strongest sites, σ ${sigma} dB, as if their shadowing were independent: optimistic. Promise the best server's.`,
      )
    case 'overlap':
      return made(
        {
          name: 'Overlap',
          combine: 'max',
          ramp: 'sequential',
          domain: [1, Math.max(2, Math.min(8, largest(coverage.servers)))],
          unit: 'sites',
          format: (value) => countText(value, 'site'),
        },
        Float32Array.from(coverage.servers),
        'How many sites give the threshold or more.',
      )
    case 'best-server': {
      const colors = serverColors(fleet.sites.sites, 2 * fleet.reachM)
      return made(
        {
          name: 'Best server',
          combine: 'share',
          ramp: 'category',
          domain: [0, colors.length - 1],
          unit: '',
          format: String,
          categories: fleet.sites.hotspotIds.map((id, site) => ({
            value: site,
            label: nameOf(id),
            color: CATEGORY_COLORS[colors[site] ?? 0],
          })),
        },
        Float32Array.from(coverage.bestServer),
        'Every patch of one colour is served best by one site; those with most cells are named.',
      )
    }
    case 'gaps':
      return gaps && gapsLayer(gaps)
  }
}

const PROBABILITY = { combine: 'mean', ramp: 'sequential', domain: [0.1, 1], unit: '', format: percent } as const

function gapsLayer({ gaps, totalWeight, coveredWeight }: UncoveredDemand): CoverageLayer {
  const values = Float32Array.from(gaps.weights)
  return {
    layer: {
      id: 'coverage',
      name: 'Demand without coverage',
      cells: gaps.cells,
      resolution: gaps.resolution,
      values,
      combine: 'sum',
      ramp: 'sequential',
      domain: [0, quantile(values, 0.98)],
      unit: gaps.unit,
      format: (value) => `${amountText(value)} ${gaps.unit}`,
    },
    note: `${amountText(totalWeight - coveredWeight)} of ${amountText(totalWeight)} ${gaps.unit} without a site. ${gaps.notes.join(' ')}`,
  }
}

export function amountText(value: number): string {
  return numberText(value, value < 10 ? 1 : 0)
}

function largest(values: Uint16Array): number {
  let most = 0
  for (const value of values) if (value > most) most = value
  return most
}

function quantile(values: Float32Array, share: number): number {
  const sorted = values.slice().sort()
  return sorted[Math.floor(share * (sorted.length - 1))] || 1
}
