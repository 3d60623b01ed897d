/** Lays labels out and makes their PDF away from the screen; the PDF library and the fonts load with it and not before. */
import regularUrl from '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf?url'
import boldUrl from '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf?url'
import { labelPdf } from '../data/sheets/labelPdf'
import { serveWorker } from '../platform/serveWorker'
import { labelContract } from './labelContract'

serveWorker(labelContract, {
  async print({ title, labels, paper }, { transfer }) {
    const [regular, bold] = await Promise.all([readFont(regularUrl), readFont(boldUrl)])
    const { bytes, pages } = await labelPdf(labels, { title, paper, fonts: { regular, bold } })
    const own = new Uint8Array(bytes)
    transfer([own.buffer])
    return { bytes: own, pages }
  },
})

async function readFont(address: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(address)).arrayBuffer())
}
