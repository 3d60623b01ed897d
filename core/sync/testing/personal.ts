/** What of the model's records says something of people. */
import type { PersonalPlan } from '../../records/personalPlan'
import { personalPlans } from '../../records/recordTables'

/**
 * A person's own words are sealed field by field, a fact whole; of the program's tables as they say. Titles of acts carry marks,
 * which have to be found in batches that nothing of was applied.
 */
export const personal = new Map<string, PersonalPlan>([
  ...[...personalPlans].filter(([table]) => table !== 'acts'),
  [
    'sites',
    { seals: 'fields', fields: new Set(['name', 'owner', 'groups', 'lat', 'lng', 'terms', 'scope', 'shares']), personOf: 'key' },
  ],
  ['facts', { seals: 'whole', fields: new Set(['amount']), personOf: null }],
])
