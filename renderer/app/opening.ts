/**
 * The opening of the records, begun by whoever imports this first: `main.tsx` does so before everything else, so that
 * the browser opens the database while the screens' code is still being read.
 */
import { Problem } from '#core/model/problem'
import { loadDemoCooperative } from '../data/commands/demoCooperative'
import { isEmpty } from '../data/isEmpty'
import { openRecords } from '../data/records/openRecords'
import { goTo } from '../platform/hashRoute'

const [path = '', search = ''] = window.location.hash.split('?')

/** Started with `--demo`: the screens wait until its records are there. Otherwise they are drawn while the records open. */
export const isDemoStart = new URLSearchParams(search).get('demo') === '1'

async function open(): Promise<void> {
  await openRecords()
  if (!isDemoStart) return
  if (await isEmpty()) await loadDemoCooperative()
  goTo(path.replace(/^#/, '') || '/', { replace: true })
}

export type OpeningState = 'opening' | 'open' | Problem

let state: OpeningState = 'opening'

/** How far it is now. */
export const openingState = (): OpeningState => state

/** Resolves with what became of it, once per page; never rejects. */
export const opening: Promise<OpeningState> = open().then(
  () => {
    state = 'open'
    return state
  },
  (thrown: unknown) => {
    state = Problem.from(thrown, 'data.cannot-open', 'The records cannot be opened; nothing was deleted. Restart the program.')
    return state
  },
)
