/**
 * Lets the service worker keep the page's program, so that a reload takes it from the browser and not from whoever holds the
 * port. It is called once the host is proved, and what the worker takes is checked against the build that the host told.
 */
import type { HostWelcome } from '#core/contract/hostProof'
import shellCacheUrl from '../workers/shellCache.worker?worker&url'

/** What the worker writes into a page that it serves itself. */
const BUILD_META = 'meta[name="commonmast-build"]'

/** Which build this page is of; null when it came from the host. */
export function buildOfPage(): string | null {
  return document.querySelector(BUILD_META)?.getAttribute('content') ?? null
}

/**
 * @param welcome what the proved host told
 * @throws Error when the browser has no service workers here, or a file is not what it should be
 */
export async function keepShell({ build, launchKey }: HostWelcome): Promise<void> {
  // By the key of this launch: the page may be of an earlier one.
  const base = `${window.location.origin}/${launchKey}/`
  const file = new URL(shellCacheUrl, import.meta.url).pathname.split('/').at(-1) ?? ''
  // The worker's own file is not asked for again while the browser has it: whoever holds the port then could answer.
  const registration = await navigator.serviceWorker
    .register(`${base}assets/${file}`, { scope: '/', type: 'module', updateViaCache: 'all' })
    .catch(registrationBefore)
  const worker = registration.installing ?? registration.waiting ?? registration.active
  if (!worker) throw new Error('The service worker did not start')
  await activated(worker)
  const { port1: ours, port2: theirs } = new MessageChannel()
  const answer = new Promise<string | null>((resolve) => {
    ours.onmessage = ({ data }) => resolve(data as string | null)
  })
  worker.postMessage({ build, base, port: theirs }, [theirs])
  const fault = await answer
  if (fault !== null) throw new Error(fault)
  nameStylesheets()
  // Kept pages are found without the key, so it leaves the address and the history.
  window.history.replaceState(window.history.state, '', `/${window.location.hash}`)
}

/**
 * Parts that are loaded later look among the page's links for the stylesheets that are there, by address. Those of relative links
 * are worked out from the page's own, which changes now: each would be added again, below the ones that build upon it. Links that
 * load nothing name them once more, whole.
 */
function nameStylesheets(): void {
  for (const { href } of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    const named = document.createElement('link')
    named.rel = 'stylesheet'
    named.disabled = true
    named.href = href
    document.head.append(named)
  }
}

/** A host of another build may not have this page's worker any more: the one that is there takes the new build. */
async function registrationBefore(thrown: unknown): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.getRegistration('/')
  if (!registration?.active) throw thrown
  return registration
}

function activated(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === 'activated') resolve()
      else if (worker.state === 'redundant') reject(new Error('Another service worker took its place'))
    }
    worker.addEventListener('statechange', look)
    look()
  })
}
