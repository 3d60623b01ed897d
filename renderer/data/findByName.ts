import { useLiveQuery } from 'dexie-react-hooks'
import type { Hotspot, Member } from '#core/model/records'
import { db } from './openDatabase'

const FOUND_LIMIT = 8
const SHORTEST_QUERY = 2

interface Found {
  hotspots: Hotspot[]
  members: Member[]
}

const NOTHING: Found = { hotspots: [], members: [] }

/** The first few hotspots and members whose name or key holds `query`; nothing for a single letter. */
export function useFoundByName(query: string): Found {
  const wanted = query.toLowerCase()
  const found = useLiveQuery(async (): Promise<Found> => {
    if (wanted.length < SHORTEST_QUERY) return NOTHING
    const holds = ({ id, name }: { id: string; name: string }) =>
      name.toLowerCase().includes(wanted) || id.toLowerCase() === wanted
    const [hotspots, members] = await Promise.all([
      db.hotspots.filter(holds).limit(FOUND_LIMIT).toArray(),
      db.members.filter(holds).limit(FOUND_LIMIT).toArray(),
    ])
    return { hotspots, members }
  }, [wanted])
  return found ?? NOTHING
}
