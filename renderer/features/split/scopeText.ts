import type { Agreement } from '#core/model/records'
import { countText } from '#core/words/countText'

/** What an agreement applies to, in words. */
export function scopeText(scope: Agreement['scope']): string {
  if (scope.kind === 'default') return 'Every hotspot without an agreement of its own'
  if (scope.kind === 'group') return `Group ${scope.group}`
  if (scope.kind === 'area') return `Hotspots in ${countText(scope.cells.length, 'cell')}`
  if (scope.kind === 'fed') return 'What other agreements give it'
  return `${countText(scope.hotspotIds.length, 'hotspot')} by name`
}
