/** The words of a flow's nodes. */
import type { Stage } from '../../model/terms'
import { countText } from '../../words/countText'
import { periodOf, type SplitFile } from '../splitFile'
import type { FlowPlace } from './flowGraph'
import { keyInSplit } from './sharedIn'

/** Of members: whether what they are due is paid or waits. */
export type FlowStatus = 'paid' | 'held' | null

const STAGE_WORDS: Record<Stage['kind'], string> = {
  fixed: 'Fixed amount',
  percentage: 'Percentages',
  'until-recouped': 'Until recouped',
  pool: 'Pool',
  reserve: 'Into reserve',
  stability: 'Evens out prices',
  remainder: 'What is left',
}

/** Names of nodes, and whether what they stand for is paid. */
export function flowWords(split: SplitFile) {
  const hotspots = new Map(split.rows.map(({ hotspotKey, name }) => [keyInSplit(split, hotspotKey), name || hotspotKey]))
  const agreements = new Map(split.agreements.map((each) => [each.id, each]))
  const members = new Map(split.members.map((each) => [each.id, each]))
  const count = (places: readonly FlowPlace[]) => new Set(places.map(({ key }) => key)).size
  const stageLabel = ({ key, stageId }: FlowPlace) => {
    const terms = agreements.get(key)
    const at = terms && 'stages' in terms ? terms.stages.findIndex(({ id }) => id === stageId) : -1
    const stage = terms && 'stages' in terms ? terms.stages[at] : undefined
    return stage ? `${at + 1}. ${STAGE_WORDS[stage.kind]}` : (stageId ?? '')
  }
  const label = (id: string, kind: FlowPlace['kind'], places: readonly FlowPlace[]): string => {
    const key = places[0]?.key ?? ''
    if (id === 'hotspots:others') return countText(count(places), 'other hotspot')
    if (id === 'agreements:others') return countText(count(places), 'other agreement')
    if (id.startsWith('members:')) return countText(count(places), 'other')
    switch (kind) {
      case 'period':
        return periodOf(split).name
      case 'hotspot':
        return hotspots.get(key) ?? key
      case 'agreement':
        return agreements.get(key)?.name ?? key
      case 'stage':
        return places[0] ? stageLabel(places[0]) : ''
      case 'member':
        return members.get(key)?.name ?? key
      case 'reserve':
        return `Reserve ${key}`
      case 'out-of-reserve':
        return `Out of reserve ${key}`
      case 'dust':
        return 'Dust'
      case 'before':
        return 'Carried from before'
    }
  }
  const status = (kind: FlowPlace['kind'], places: readonly FlowPlace[]): FlowStatus => {
    if (kind === 'reserve' || kind === 'dust') return 'held'
    if (kind !== 'member') return null
    const first = members.get(places[0]?.key ?? '')
    return first && isWaiting(first.status) ? 'held' : 'paid'
  }
  return { label, status }
}

/** What is not paid now waits, whatever it waits for. */
export function isWaiting(status: SplitFile['members'][number]['status']): boolean {
  return status === 'held' || status === 'carried'
}
