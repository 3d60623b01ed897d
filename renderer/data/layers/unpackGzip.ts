import { unpacksTooLarge } from '#core/files/unpackLimit'

/**
 * What a gzip holds, read piece by piece and no further than the limit.
 * @throws Problem `file.unpacks-too-large`; TypeError, as the stream, where the gzip is damaged or cut off
 */
export function unpackGzip(packed: Blob, mostBytes: number, signal?: AbortSignal): Response {
  let unpackedBytes = 0
  const bounded = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(piece, controller) {
      signal?.throwIfAborted()
      unpackedBytes += piece.length
      if (unpackedBytes > mostBytes) throw unpacksTooLarge()
      controller.enqueue(piece)
    },
  })
  return new Response(packed.stream().pipeThrough(new DecompressionStream('gzip')).pipeThrough(bounded))
}
