import { consoleClient } from './consoleClient'
import { reportFault, sendFaultsTo } from './faults'

/** Browsers say this of pages whose layout takes more than one turn; nothing is wrong. */
const HARMLESS = 'ResizeObserver loop'

/** Tells main's fault log of whatever nobody in this window catches. */
export function watchWindow(): void {
  sendFaultsTo((fault) => {
    consoleClient.call('faults.report', fault).catch(() => undefined)
  })
  window.addEventListener('error', ({ error, message }) => {
    if (!message.startsWith(HARMLESS)) reportFault('window', null, error ?? message)
  })
  window.addEventListener('unhandledrejection', ({ reason }) => reportFault('window', 'promise', reason))
}

/** For React's root: what a screen threw while it was drawn. */
export function reportDrawing(thrown: unknown): void {
  reportFault('window', 'drawing', thrown)
  // As React itself does where nobody listens.
  console.error(thrown)
}
