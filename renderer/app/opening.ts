/**
 * The opening of the records, begun by whoever imports this first: `main.tsx` does so before everything else, so that
 * the browser opens the database while the screens' code is still being read.
 */
import { loadDemoCooperative } from '../data/commands/demoCooperative'
import { isEmpty } from '../data/isEmpty'
import { openDatabase } from '../data/openDatabase'
import { goTo } from '../platform/hashRoute'

async function open(): Promise<void> {
  await openDatabase()
  const [path = '', search = ''] = window.location.hash.split('?')
  if (new URLSearchParams(search).get('demo') !== '1') return
  if (await isEmpty()) await loadDemoCooperative()
  goTo(path.replace(/^#/, '') || '/', { replace: true })
}

/** One per page. Rejects with the Problem that the whole page then shows. */
export const opening = open()
// Shown by whoever waits for it; this only keeps it from being reported twice.
opening.catch(() => undefined)
