/** What taking an act back does, and why something stays, in sentences. */
import type { Stays } from '#core/records/undoOf'
import { countText } from '#core/words/countText'
import { recordsText } from './recordNames'
import type { RecordGroup, StayingGroup, TakenBackGroup, UndoSummary } from './undoSummary'

/** "3 hotspots will be changed back: A, B and C" @param again when what was taken back is done again */
export function takenBackText({ how, ...group }: TakenBackGroup, again: boolean): string {
  const isImport = group.table === 'imports'
  const what = {
    'put-back': isImport ? `listed as ${again ? 'done' : 'undone'}` : again ? 'changed again' : 'changed back',
    removed: 'removed',
    'brought-back': 'brought back',
  }[how]
  return `${recordsText(group.count, group.table)} will be ${what}: ${namesText(group)}`
}

/** "1 hotspot will stay (changed since): A" */
export function stayingText({ why, inPart, ...group }: StayingGroup): string {
  const who = recordsText(group.count, group.table)
  // What devices got is a fact; it is split and paid with its period only.
  if (group.table === 'contributions') return `${who} will stay on record, unpaid without a period`
  if (inPart) return `Of ${who}, what was changed since will stay as it is: ${namesText(group)}`
  return `${who} will stay (${REASONS[why]}): ${namesText(group)}`
}

const REASONS: Record<Stays, string> = {
  fact: 'on record for good',
  'worked-on-since': 'new with this, and worked on since',
  'confirmed-since': 'in a file that was imported later, too',
  'changed-since': 'changed since',
}

/** "A, B and 3 more" */
function namesText({ names, count }: RecordGroup): string {
  if (count > names.length) return `${names.join(', ')} and ${count - names.length} more`
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** "The bulk of People is not here then: import its file again" */
export function withoutBulkText(names: readonly string[]): string {
  const [those, its] = names.length === 1 ? [names[0], 'its file'] : [names.join(', '), 'their files']
  return `The bulk of ${those} is not here afterwards: import ${its} again`
}

/** Where others have undone, or done, all of an act. */
export const NOTHING_TO_CHANGE = 'Nothing has to change: other work has brought all of it about already.'

/** One line of what was done: "3 hotspots changed back; 1 record stays as it is" */
export function undoNote({ takenBack, stays, withoutBulk, isDone }: UndoSummary, again: boolean): string {
  if (isDone) return NOTHING_TO_CHANGE
  const done = takenBack.map((group) =>
    takenBackText(group, again)
      .replace(/ will be /, ' ')
      .replace(/: .*$/, ''),
  )
  const staying = stays.reduce((sum, { count, inPart }) => sum + (inPart ? 0 : count), 0)
  const inPart = stays.some((group) => group.inPart)
  return [
    ...done,
    ...(staying > 0 ? [`${countText(staying, 'record stays', 'records stay')} as ${staying === 1 ? 'it is' : 'they are'}`] : []),
    ...(inPart ? ['what was changed since stays'] : []),
    ...(withoutBulk.length > 0 ? [withoutBulkText(withoutBulk)] : []),
  ].join('; ')
}
