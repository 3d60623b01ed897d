/**
 * Where we are, kept in the hash so that every address works from a plain file server and from `app://`:
 * `#/fleet?hotspot=abc` is the path `/fleet` and the search `hotspot=abc`. Made for wouter's Router.
 */
import { useSyncExternalStore } from 'react'

const CHANGED = 'hashchange'

function subscribe(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener)
  return () => window.removeEventListener(CHANGED, listener)
}

function splitHash(): { path: string; search: string } {
  const [path = '', search = ''] = window.location.hash.replace(/^#?\/?/, '').split('?')
  return { path: `/${path}`, search }
}

/** Goes to `to`, such as `/fleet?hotspot=abc`. */
export function goTo(to: string, options: { replace?: boolean } = {}): void {
  const address = `${window.location.pathname}${window.location.search}#/${to.replace(/^\//, '')}`
  window.history[options.replace ? 'replaceState' : 'pushState'](null, '', address)
  window.dispatchEvent(new Event(CHANGED))
}

const readPath = () => splitHash().path
const readSearch = () => splitHash().search

export function useHashPath(): [string, typeof goTo] {
  return [useSyncExternalStore(subscribe, readPath), goTo]
}
/** Read by wouter's Link. */
useHashPath.hrefs = (to: string) => `#${to}`

export function useHashSearch(): string {
  return useSyncExternalStore(subscribe, readSearch)
}
