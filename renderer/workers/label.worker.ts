/** Lays labels out and makes their PDF away from the screen; the PDF library and the fonts load with it and not before. */
import regularUrl from '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf?url'
import boldUrl from '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf?url'
import type { DeviceLabel } from '#core/provisioning/label/deviceLabel'
import type { LabelPage, LabelPaper } from '#core/provisioning/label/labelPages'
import { labelPdf } from '../data/labelPdf'
import { serveWorker } from '../platform/workerCall'

export interface LabelWork {
  title: string
  labels: DeviceLabel[]
  paper: LabelPaper
}

export interface LabelPrint {
  bytes: Uint8Array<ArrayBuffer>
  /** The same pages as marks, for a preview and for pictures. */
  pages: LabelPage[]
}

serveWorker<LabelWork, LabelPrint>(
  async ({ title, labels, paper }) => {
    const [regular, bold] = await Promise.all([readFont(regularUrl), readFont(boldUrl)])
    const { bytes, pages } = await labelPdf(labels, { title, paper, fonts: { regular, bold } })
    return { bytes: new Uint8Array(bytes), pages }
  },
  ({ bytes }) => [bytes.buffer],
)

async function readFont(address: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(address)).arrayBuffer())
}
