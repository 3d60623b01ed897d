import type { Agreement } from '#core/model/records'

/** What an agreement applies to, in words. */
export function scopeText(scope: Agreement['scope']): string {
  if (scope.kind === 'default') return 'Every hotspot without an agreement of its own'
  if (scope.kind === 'group') return `Group ${scope.group}`
  return scope.hotspotIds.length === 1 ? '1 hotspot by name' : `${scope.hotspotIds.length} hotspots by name`
}
