/** Which column each node of a flow stands in: after all that flow into it, and the last ones together at the right. */

export function flowColumns(bands: readonly { from: string; to: string }[]): Map<string, number> {
  const sources = new Map<string, string[]>()
  const ends = new Set<string>()
  const starts = new Set<string>()
  for (const { from, to } of bands) {
    sources.set(to, [...(sources.get(to) ?? []), from])
    ends.add(to)
    starts.add(from)
  }
  const columns = new Map<string, number>()
  const columnOf = (id: string): number => {
    const known = columns.get(id)
    if (known !== undefined) return known
    const column = Math.max(-1, ...(sources.get(id) ?? []).map(columnOf)) + 1
    columns.set(id, column)
    return column
  }
  for (const id of [...starts, ...ends]) columnOf(id)
  const last = Math.max(0, ...columns.values())
  for (const id of ends) if (!starts.has(id)) columns.set(id, last)
  // What comes from before the period begins beside where it goes.
  for (const id of starts) {
    if (ends.has(id)) continue
    const targets = bands.filter(({ from }) => from === id).map(({ to }) => columns.get(to) ?? 1)
    columns.set(id, Math.max(0, Math.min(...targets) - 1))
  }
  return columns
}
