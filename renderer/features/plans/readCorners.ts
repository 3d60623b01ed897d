/** An area as typed text: one corner per line, latitude before longitude, as people write positions. */
import type { Ring } from '#core/model/position'
import { Problem } from '#core/model/problem'
import { parsePosition } from '../../map/coordinates'

/** @throws Problem `area.corner` with the line that is no position, or `area.too-few-corners`. */
export function readCorners(text: string): Ring {
  const ring: Ring = []
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const position = parsePosition(line)
    if (!position) {
      throw new Problem('area.corner', `Line ${i + 1} is no position: write latitude and longitude, such as 50.06, 19.94.`, {
        line: i + 1,
      })
    }
    ring.push([position.lng, position.lat])
  }
  const [first, last] = [ring[0], ring.at(-1)]
  // Files close a ring by saying its first corner again.
  if (first && last && ring.length > 3 && first[0] === last[0] && first[1] === last[1]) ring.pop()
  if (ring.length < 3) throw new Problem('area.too-few-corners', `An area needs 3 corners or more, and here are ${ring.length}.`)
  return ring
}
