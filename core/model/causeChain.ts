/** Deep enough for any real chain; one that goes in a circle ends all the same. */
const MOST = 6

/** Whether a text stands anywhere in a thrown value or its causes, stacks included. */
export function isSaidIn(thrown: unknown, text: string): boolean {
  return causeChain(thrown).some((link) => {
    const { message, stack } = saidBy(link)
    return message.includes(text) || stack?.includes(text) === true
  })
}

/** A thrown value and what caused it, the outermost first. Dexie keeps the cause under `inner`. */
export function causeChain(thrown: unknown): unknown[] {
  const chain: unknown[] = []
  let current = thrown
  while (current !== undefined && current !== null && chain.length < MOST && !chain.includes(current)) {
    chain.push(current)
    if (typeof current !== 'object') break
    const { cause, inner } = current as { cause?: unknown; inner?: unknown }
    current = cause ?? inner
  }
  return chain
}

/** Names that tell a person nothing. */
const PLAIN_NAMES: ReadonlySet<string> = new Set(['Error', 'Problem'])

/** What one link of a chain says of itself. Never throws, whatever it is. */
export function saidBy(link: unknown): { message: string; stack: string | null } {
  try {
    if (link instanceof Error) {
      const message = PLAIN_NAMES.has(link.name) ? link.message : `${link.name}: ${link.message}`
      return { message, stack: typeof link.stack === 'string' ? link.stack : null }
    }
    if (typeof link !== 'object' || link === null) return { message: String(link), stack: null }
    const { name, message } = link as { name?: unknown; message?: unknown }
    const words = [name, message].filter((word) => typeof word === 'string' && word !== '')
    return { message: words.length > 0 ? words.join(': ') : Object.prototype.toString.call(link), stack: null }
  } catch {
    return { message: 'something that cannot be told', stack: null }
  }
}
