/**
 * Reads items in their order, with some more on their way while one is worked on.
 * @param ahead how many more
 * @throws what `read` throws, when it is that item's turn; whoever stops early hears nothing of those that were on their way
 */
export async function* readAhead<T, R>(
  items: readonly T[],
  ahead: number,
  read: (item: T) => Promise<R>,
): AsyncGenerator<[item: T, result: R]> {
  const underWay: Promise<R>[] = []
  const begin = (item: T) => {
    const reading = read(item)
    // Told when its turn comes, which it may not.
    reading.catch(() => undefined)
    underWay.push(reading)
  }
  for (const item of items.slice(0, ahead)) begin(item)
  for (const [at, item] of items.entries()) {
    const next = items[at + ahead]
    if (next !== undefined) begin(next)
    yield [item, await (underWay.shift() as Promise<R>)]
  }
}
