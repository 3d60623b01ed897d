/** Rounds that nobody asked for: with every place that is there. What stands in the way is remembered with the place, and waits. */
import { Problem } from '#core/model/problem'
import { consoleClient } from '../../platform/consoleClient'
import { syncWithPlace, useSyncActivity } from './syncWithPlace'

/** One round with each place, one after the other. Does nothing while another is under way. */
export async function syncQuietly(): Promise<void> {
  if (isUnderWay()) return
  try {
    const { places } = await consoleClient.call('sync.places', {})
    for (const place of places) {
      if (isUnderWay()) return
      await syncWithPlace(place, { isAsked: false }).catch(passOver)
    }
  } catch (thrown) {
    passOver(thrown)
  }
}

function isUnderWay(): boolean {
  const { placeId, isQuiet } = useSyncActivity.getState()
  return placeId !== null || isQuiet
}

/** A stick that is not there, a folder that is full: the list of places says so. Anything else is a fault. */
function passOver(thrown: unknown): void {
  if (!(thrown instanceof Problem)) throw thrown
}
