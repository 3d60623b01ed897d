/** A plan's record from what was asked for and what was chosen. */
import type { Plan } from '../model/records'
import type { PlannedSites, PlanRequest } from './planRequest'

export interface PlanHeading extends Pick<PlanRequest, 'area' | 'resolution' | 'reachM' | 'settings'> {
  id: string
  name: string
  familyId: string
  scenario: string
  /** ISO 8601 UTC. */
  at: string
}

/** @param planned with at least one site */
export function planRecord(heading: PlanHeading, planned: PlannedSites): Plan {
  const { id, name, area, resolution, reachM, settings, familyId, scenario, at } = heading
  const { sites, candidateCount, areaCells, coveredBeforeCells, outcome } = planned
  return {
    id,
    name,
    area,
    resolution,
    // A profile's own reach says more than the circle that it replaced.
    reachM: settings.profile === null ? reachM : (sites[0]?.study?.reachM ?? reachM),
    requestedSites: settings.limit.count ?? Math.max(1, sites.length),
    candidateCount,
    areaCells,
    coveredBeforeCells,
    sites,
    study: { familyId, scenario, settings, outcome },
    createdAt: at,
    updatedAt: at,
  }
}
