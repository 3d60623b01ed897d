/** What of the coverage is shown, in words. */

export type CoverageView = 'power' | 'best-probability' | 'any-probability' | 'overlap' | 'best-server' | 'gaps'

export const COVERAGE_VIEWS: { value: CoverageView; label: string }[] = [
  { value: 'power', label: 'Received power' },
  { value: 'best-probability', label: 'Probability, best server' },
  { value: 'any-probability', label: 'Probability, at least one site' },
  { value: 'overlap', label: 'Overlap' },
  { value: 'best-server', label: 'Best server' },
  { value: 'gaps', label: 'Gaps in demand' },
]

export interface CoverageSettings {
  view: CoverageView
  profileId: string
  /** Null: as fine as the reach asks for. */
  resolution: number | null
  opacity: number
  visible: boolean
}

export const DEFAULT_COVERAGE: CoverageSettings = {
  view: 'power',
  profileId: 'standard:lorawan-868',
  resolution: null,
  opacity: 0.75,
  visible: false,
}
