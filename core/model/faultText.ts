import type { FaultReport } from './fault'

const SOURCES: Record<FaultReport['source'], string> = {
  call: 'Call',
  main: 'Console',
  window: 'Window',
  worker: 'Worker',
}

/** Where a fault happened, as a person reads it: "Call payout.sign", "Window". */
export function faultPlace({ source, name }: Pick<FaultReport, 'source' | 'name'>): string {
  return name === null ? SOURCES[source] : `${SOURCES[source]} ${name}`
}

/** A fault with its causes and stacks, as lines to read or to send on. */
export function faultText({ code, message, stack, causes }: Pick<FaultReport, 'code' | 'message' | 'stack' | 'causes'>): string {
  const first = code === null ? message : `${message} [${code}]`
  const links = causes.map((cause) => `Caused by: ${withStack(cause.message, cause.stack)}`)
  return [withStack(first, stack), ...links].join('\n')
}

/** V8's stacks begin with the name and the message, which stand there already. */
function withStack(message: string, stack: string | null): string {
  const frames = stack?.split('\n').filter((line) => /^\s*at /.test(line)) ?? []
  return [message, ...frames].join('\n')
}
