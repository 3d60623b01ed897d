/** Makes the PDFs of statements away from the screen; the PDF library and the fonts load with it and not before. */
import regularUrl from '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf?url'
import boldUrl from '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf?url'
import type { FontFiles } from '../data/sheets/orderSheetFont'
import { statementPdf } from '../data/sheets/statementPdf'
import { serveWorker } from '../platform/serveWorker'
import { statementContract } from './statementContract'

let fonts: Promise<FontFiles> | null = null

serveWorker(statementContract, {
  async print(statement, { transfer }) {
    fonts ??= readFonts()
    const bytes = await statementPdf(statement, await fonts)
    transfer([bytes.buffer])
    return bytes
  },
})

async function readFonts(): Promise<FontFiles> {
  const [regular, bold] = await Promise.all([readFont(regularUrl), readFont(boldUrl)])
  return { regular, bold }
}

async function readFont(address: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(address)).arrayBuffer())
}
