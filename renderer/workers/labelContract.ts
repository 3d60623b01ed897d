import { defineContract } from '#core/contract/defineContract'
import type { DeviceLabel } from '#core/provisioning/label/deviceLabel'
import type { LabelPage, LabelPaper } from '#core/provisioning/label/labelPages'
import { ownData } from '../platform/ownData'

export interface LabelWork {
  title: string
  labels: DeviceLabel[]
  paper: LabelPaper
}

export interface LabelPrint {
  /** The PDF. */
  bytes: Uint8Array<ArrayBuffer>
  /** The same pages as marks, for a preview and for pictures. */
  pages: LabelPage[]
}

export const labelContract = defineContract({
  calls: { print: { input: ownData<LabelWork>(), output: ownData<LabelPrint>() } },
  events: {},
})
