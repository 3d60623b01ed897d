/** Names made safe for another program, so that two things do not become one there. */

/**
 * The safe name of each id. Where two would be the same, every one of them carries its id, so that none of them is mistaken
 * for the one that it was alone.
 * @param makeSafe never empty; whatever it cuts off, the suffix stays
 */
export function uniqueNames(
  things: Iterable<{ id: string; name: string }>,
  makeSafe: (name: string, suffix: string) => string,
): Map<string, string> {
  const given = new Map<string, string>()
  for (const { id, name } of things) if (!given.has(id)) given.set(id, name)
  const uses = new Map<string, number>()
  for (const name of given.values()) {
    const safe = makeSafe(name, '')
    uses.set(safe, (uses.get(safe) ?? 0) + 1)
  }
  const taken = new Set<string>()
  const names = new Map<string, string>()
  for (const [id, name] of given) {
    let safe = makeSafe(name, '')
    if (uses.get(safe) !== 1) safe = makeSafe(name, ` ${id}`)
    for (let count = 2; taken.has(safe); count++) safe = makeSafe(name, ` ${id} ${count}`)
    taken.add(safe)
    names.set(id, safe)
  }
  return names
}
