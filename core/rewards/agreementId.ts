/**
 * The id of an agreement that was given none: it follows from what the agreement is for, so that the same agreement read
 * again is the same record, and another never takes its place.
 */
import { contentDigest } from '../model/contentDigest'
import type { Agreement } from '../model/records'

const DIGEST_DIGITS = 16

/** `default`, `group:NAME`, or `hotspots:` and a digest of the hotspots in any order. Names and keys are in normal form. */
export function agreementIdOf(scope: Agreement['scope']): string {
  switch (scope.kind) {
    case 'default':
      return 'default'
    case 'group':
      return `group:${scope.group}`
    case 'hotspots': {
      const hotspots = [...new Set(scope.hotspotIds)].sort()
      return `hotspots:${contentDigest({ hotspots }).slice(0, DIGEST_DIGITS)}`
    }
  }
}
