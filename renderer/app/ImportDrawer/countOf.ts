import { countText } from '#core/words/countText'
import type { ImportKind } from '../../data/imports/importPreview'

const NOUNS: Record<ImportKind, string> = {
  fleet: 'hotspot',
  unmapped: 'row',
  rewards: 'reward',
  agreements: 'agreement',
  members: 'member',
  backup: 'record',
  layer: 'layer',
  unusable: 'row',
}

/** "3,640 hotspots", "1 reward". */
export function countOf(count: number, kind: ImportKind): string {
  return countText(count, NOUNS[kind])
}
