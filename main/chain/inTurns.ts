/** Few enough questions at once that a node takes them for one person's. */
const AT_ONCE = 8

/** Answers in the order of the questions. */
export async function inTurns<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = []
  for (let start = 0; start < items.length; start += AT_ONCE) {
    answers.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(ask))))
  }
  return answers
}
