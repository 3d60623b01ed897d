import { keyText } from '../../../data/history/actorText'
import type { Installation } from '../../../data/sync/access/installations'

/** What an installation is called on this screen. */
export function installationText({ key, name, isOwn, isRecoveryFile }: Installation): string {
  if (isRecoveryFile) return 'Recovery file'
  return name ?? (isOwn ? 'This installation' : keyText(key, new Map()))
}
