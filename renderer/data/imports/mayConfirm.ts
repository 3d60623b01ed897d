import { isRefused } from '#core/treasury/addresses/examineAddress'
import type { AddressChange } from './importPreview'

/** Whether a person may take the address of the file: a file takes none away, and gives none where money is lost. */
export function mayConfirm({ to, findings }: AddressChange): boolean {
  return to !== null && !isRefused(findings)
}
