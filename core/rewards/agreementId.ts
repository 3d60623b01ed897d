/**
 * The id of an agreement that was given none: it follows from what the agreement is for, so that the same agreement read
 * again is the same record, and another never takes its place.
 */
import { contentDigest } from '../model/contentDigest'
import { Problem } from '../model/problem'
import type { TermsScope } from '../model/terms'

const DIGEST_DIGITS = 16

/**
 * `default`, `group:NAME`, or `hotspots:` or `area:` and a digest of the hotspots or cells in any order; `@` and the day from
 * which it is in force, where it has one. Names and keys are in normal form.
 * @throws Problem `agreement.no-id` for one without hotspots, which nothing else tells from others.
 */
export function agreementIdOf(scope: TermsScope, from?: string): string {
  return from === undefined ? idOfScope(scope) : `${idOfScope(scope)}@${from}`
}

function idOfScope(scope: TermsScope): string {
  switch (scope.kind) {
    case 'default':
      return 'default'
    case 'group':
      return `group:${scope.group}`
    case 'hotspots': {
      const hotspots = [...new Set(scope.hotspotIds)].sort()
      return `hotspots:${contentDigest({ hotspots }).slice(0, DIGEST_DIGITS)}`
    }
    case 'area': {
      const cells = [...new Set(scope.cells)].sort()
      return `area:${contentDigest({ cells }).slice(0, DIGEST_DIGITS)}`
    }
    case 'fed':
      throw new Problem('agreement.no-id', 'An agreement that others give to needs an id: write one.', { field: 'id' })
  }
}
