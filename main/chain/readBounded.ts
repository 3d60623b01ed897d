/** The text of an answer, up to a number of bytes. */
import { Problem } from '#core/model/problem'

/** @throws Problem `node.too-large` */
export async function readBounded(response: Response, mostBytes: number, host: string): Promise<string> {
  if (!response.body) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body) {
    bytes += chunk.length
    if (bytes > mostBytes) {
      throw new Problem('node.too-large', `The node ${host} answers with more than ${mostBytes} bytes: ask for less at once.`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
