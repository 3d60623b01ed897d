/** The rewards of a split period on the map: read, laid on cells, and said in words. */
import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo } from 'react'
import type { Hotspot } from '#core/model/records'
import { type RewardsOf, rewardsChange } from '#core/rewards/explain/hotspotRewards'
import { periodOf, type SplitFile, splitFileSchema } from '#core/rewards/splitFile'
import { amountText } from '#core/words/amountText'
import { countText } from '#core/words/countText'
import { isCorrection, readLastClosed } from '../../../data/money/lastClosed'
import { readDistributions } from '../../../data/money/readDistributions'
import { usePeriods } from '../../../data/queries'
import type { CellLayer } from '../../../map/cellLayer'
import { type PlacedRewards, placeRewards } from './placeRewards'
import { rewardsLayer } from './rewardsLayer'
import type { RewardsSettings } from './rewardsSettings'
import { type FoundRewards, useHotspotRewards } from './useHotspotRewards'

export interface ShownRewards {
  split: SplitFile
  /** Of a change: what it is compared with. */
  before: SplitFile | null
  /** "Rewards of Ada, October". */
  title: string
  placed: PlacedRewards
  layer: Omit<CellLayer, 'opacity' | 'visible'>
  note: string
}

export interface RewardsState {
  /** Periods that are split, the newest first; undefined while loading. */
  periods: { value: string; label: string }[] | undefined
  /** The one whose rewards are shown. */
  split: SplitFile | null
  shown: ShownRewards | null
  /** Why nothing is shown, in words; null while it is, or is being read. */
  missing: string | null
}

export function useRewards(settings: RewardsSettings, hotspots: readonly Hotspot[]): RewardsState {
  const { visible, periodId, isChange } = settings
  const distributions = useLiveQuery(() => (visible ? readDistributions() : []), [visible])
  const records = usePeriods()
  const chosen = distributions?.find((one) => one.periodId === periodId) ?? distributions?.[0]
  const split = useMemo(() => (chosen ? (splitFileSchema.safeParse(chosen.file).data ?? null) : null), [chosen])
  const before = useLiveQuery(() => (split && isChange && !isCorrection(split) ? readLastClosed(split) : null), [split, isChange])
  const of = useMemo(() => (split ? rewardsOf(settings, split) : null), [settings, split])
  const isReady = split !== null && of !== null && (!isChange || Boolean(before) || isCorrection(split))
  const { found, problem } = useHotspotRewards(isReady ? { split, of, before: isChange ? (before ?? null) : null } : null)
  const shown = useMemo(() => found && showRewards(found, hotspots), [found, hotspots])
  const periods = useMemo(() => {
    const names = new Map(records?.map(({ id, name }) => [id, name]))
    return distributions?.map((one) => ({ value: one.periodId, label: names.get(one.periodId) ?? one.periodId }))
  }, [distributions, records])
  const missing = problem?.message ?? missingText(settings, distributions !== undefined, split, of, before)
  return { periods, split, shown, missing }
}

/** @param before undefined while it is being read */
function missingText(
  { visible, isChange }: RewardsSettings,
  isRead: boolean,
  split: SplitFile | null,
  of: RewardsOf | null,
  before: SplitFile | null | undefined,
): string | null {
  if (!visible || !isRead) return null
  if (!split) return 'No period is split yet: split one, and its rewards are shown here.'
  if (!of && isCorrection(split)) {
    return 'This period corrects another and takes back too: its differences are shown for all together only.'
  }
  if (!of) return 'Choose one to see where it comes from.'
  if (isChange && before === null && !isCorrection(split)) {
    return `No period of ${split.token.symbol} was closed before “${periodOf(split).name}”, so there is no change to show.`
  }
  return null
}

/** What is asked for; null while no member or agreement of the split is chosen, or it cannot be told. */
function rewardsOf({ subject, memberId, agreementId }: RewardsSettings, split: SplitFile): RewardsOf | null {
  if (subject === 'all') return { kind: 'all' }
  if (isCorrection(split)) return null
  if (subject === 'member') return split.members.some(({ id }) => id === memberId) ? { kind: 'member', id: memberId ?? '' } : null
  return split.agreements.some(({ id }) => id === agreementId) ? { kind: 'agreement', id: agreementId ?? '' } : null
}

function showRewards({ split, of, before, now, earlier }: FoundRewards, hotspots: readonly Hotspot[]): ShownRewards {
  const amounts = earlier ? rewardsChange(earlier, now) : now
  const placed = placeRewards({ splits: before ? [split, before] : [split], hotspots, amounts, before: earlier })
  const isSigned = earlier !== null || isCorrection(split)
  const title = titleOf(split, of, before)
  return {
    split,
    before,
    title,
    placed,
    layer: rewardsLayer(title, placed, split.token, isSigned),
    note: noteOf(placed, split, before),
  }
}

function titleOf(split: SplitFile, of: RewardsOf, before: SplitFile | null): string {
  const whose =
    of.kind === 'all'
      ? ''
      : ` of ${(of.kind === 'member' ? split.members : split.agreements).find(({ id }) => id === of.id)?.name ?? of.id}`
  const period = periodOf(split).name
  return before ? `Change of rewards${whose}, ${period} against ${periodOf(before).name}` : `Rewards${whose}, ${period}`
}

function noteOf({ byCell, placed, unplaced }: PlacedRewards, { token }: SplitFile, before: SplitFile | null): string {
  const sum = [...byCell.values()].reduce((all, baseUnits) => all + baseUnits, 0n)
  const what = before ? 'change' : 'rewards'
  const onMap = `${amountText(sum, token).replace('-', '−')} of ${what} at ${countText(placed.length, 'hotspot')}.`
  if (unplaced.hotspots === 0) return onMap
  return `${onMap} ${countText(unplaced.hotspots, 'hotspot')} without a place ${unplaced.hotspots === 1 ? 'has' : 'have'} ${amountText(unplaced.baseUnits, token)} and ${unplaced.hotspots === 1 ? 'is' : 'are'} not on the map.`
}
