import { Problem } from '#core/model/problem'
import type { SessionState } from '#core/provisioning/session/sessionState'

/** Opens an address in the person's own browser. */
export type OpenExternally = (url: string) => Promise<void>

/**
 * Opens an address that the device gave, and no other.
 * @param openExternally null where this shell runs in the person's browser already: the page opens the address itself.
 * @throws Problem `url.unknown`, `url.not-web`
 */
export async function openDeviceUrl(state: SessionState, url: string, openExternally: OpenExternally | null): Promise<boolean> {
  if (!state.urls.includes(url)) {
    throw new Problem('url.unknown', 'The device gave no such address: identify it again and use the address that it gives then.')
  }
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:') {
    throw new Problem('url.not-web', 'The address that the device gave is no web address, so it is not opened.')
  }
  if (openExternally === null) return false
  await openExternally(parsed.href)
  return true
}
