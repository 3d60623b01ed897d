/**
 * The opening of the records, begun by whoever imports this first: `main.tsx` does so before everything else, so that
 * the browser opens the database while the screens' code is still being read.
 */
import { Problem } from '#core/model/problem'
import { loadDemoCooperative } from '../data/cooperative/demoCooperative'
import { isEmpty } from '../data/cooperative/isEmpty'
import { db, openRecords } from '../data/records/openRecords'
import { goTo } from '../platform/hashRoute'

const [path = '', search = ''] = window.location.hash.split('?')

/** Started with `--demo`: the screens wait until its records are there. Otherwise they are drawn while the records open. */
export const isDemoStart = new URLSearchParams(search).get('demo') === '1'

const WAITS_FOR_MAIN_MS = 3_000

async function open(): Promise<void> {
  db.beforeMigration = async (version) => {
    become('migrating')
    const { keepBeforeMigration } = await import('../data/backups/backups')
    await keepBeforeMigration(version)
  }
  await openRecords()
  // It comes with the contract, for which the opening need not wait.
  const { compareRecords, lostRecords } = await import('../data/durability/recordsStanding')
  const compared = compareRecords().catch(() => undefined)
  // Nothing may begin in an empty database before main has said whether it was emptied; without main it begins all the same.
  if (await isEmpty()) await Promise.race([compared, new Promise((resolve) => setTimeout(resolve, WAITS_FOR_MAIN_MS))])
  if (!isDemoStart) return
  if (lostRecords() === null && (await isEmpty())) await loadDemoCooperative()
  goTo(path.replace(/^#/, '') || '/', { replace: true })
}

/** `migrating`: records of an earlier version are copied, then brought up to this one. */
export type OpeningState = 'opening' | 'migrating' | 'open' | Problem

let state: OpeningState = 'opening'
const listeners = new Set<() => void>()

function become(next: OpeningState): OpeningState {
  state = next
  for (const listener of listeners) listener()
  return next
}

/** How far it is now. */
export const openingState = (): OpeningState => state

/** Calls `listener` whenever it gets further. @returns a function that stops it */
export function onOpening(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Resolves with what became of it, once per page; never rejects. */
export const opening: Promise<OpeningState> = open().then(
  () => become('open'),
  (thrown: unknown) =>
    become(Problem.from(thrown, 'data.cannot-open', 'The records cannot be opened; nothing was deleted. Restart the program.')),
)
