/** Where the next hotspots go. */
import { Problem } from '../model/problem'
import type { PlannedSites, PlanOptions, PlanRequest } from './planRequest'

/**
 * Chooses sites for a request.
 * @throws Problem `plan.*`, `area.*` and `resolution.*` for what cannot be planned; `plan.cancelled`.
 */
export async function planSites(_request: PlanRequest, _options: PlanOptions = {}): Promise<PlannedSites> {
  throw new Problem('plan.not-built', 'Choosing sites is being rebuilt: use the plain plan for now.')
}
