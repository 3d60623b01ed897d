import { keyText } from '../../../data/history/actorText'
import type { Installation } from '../../../data/sync/access/installations'

/** What an installation is called on this screen. */
export function installationText({ key, name, isOwn }: Pick<Installation, 'key' | 'name' | 'isOwn'>): string {
  return name ?? (isOwn ? 'This installation' : keyText(key, new Map()))
}
