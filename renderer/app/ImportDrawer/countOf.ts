import type { ImportKind } from '../../data/importPreview'

const NOUNS: Record<ImportKind, [one: string, many: string]> = {
  fleet: ['hotspot', 'hotspots'],
  unmapped: ['row', 'rows'],
  rewards: ['reward', 'rewards'],
  agreements: ['agreement', 'agreements'],
  backup: ['record', 'records'],
  layer: ['layer', 'layers'],
  unusable: ['row', 'rows'],
}

/** "3,640 hotspots", "1 reward". */
export function countOf(count: number, kind: ImportKind): string {
  const [one, many] = NOUNS[kind]
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
