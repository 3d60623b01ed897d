/** What statements are asked for: of whom, of which closed periods, and by which clocks. */
import type { ClosedBooks, ClosedPeriod } from '../../../data/statements/closedBooks'

export interface StatementChoice {
  booksKey: string
  /** Digests of the first and the last period. */
  fromId: string
  toId: string
  /** None for all members. */
  memberIds: readonly string[]
  zone: string
  /** Of worths; null for the first that a split states. */
  currency: string | null
}

/** The period that is asked for, or the last one of the first books. */
export function firstChoice(books: readonly ClosedBooks[], periodId: string | null, memberId: string | null): StatementChoice {
  const asked = books.find(({ periods }) => periods.some(({ id }) => id === periodId))
  const found = asked ?? books.find(({ isDemo }) => !isDemo) ?? books[0]
  const id = asked && periodId ? periodId : (found?.periods.at(-1)?.id ?? '')
  const memberIds = memberId === null ? [] : [memberId]
  return { booksKey: found?.key ?? '', fromId: id, toId: id, memberIds, zone: ownZone(), currency: null }
}

/** The periods from one to the other, whichever comes first. */
export function periodsBetween(
  { periods }: Pick<ClosedBooks, 'periods'>,
  { fromId, toId }: Pick<StatementChoice, 'fromId' | 'toId'>,
): ClosedPeriod[] {
  const [one, other] = [fromId, toId].map((id) => periods.findIndex((period) => period.id === id)) as [number, number]
  return periods.slice(Math.min(one, other), Math.max(one, other) + 1)
}

/** The zones that this system knows by their places, and UTC. */
export function knownZones(): string[] {
  const zones = new Set(Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/')))
  return ['UTC', ...[...zones].sort()]
}

function ownZone(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return knownZones().includes(timeZone) ? timeZone : 'UTC'
}
