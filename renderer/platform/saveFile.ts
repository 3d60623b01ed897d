/** Hands a file, as text or bytes, to the user's downloads; works the same in Electron and in a browser. */
export function saveFile(
  fileName: string,
  content: string | Uint8Array<ArrayBuffer> | Blob,
  mediaType = 'application/json',
): void {
  const address = URL.createObjectURL(new Blob([content], { type: mediaType }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // The download has its own reference by the next turn; without this the blob would stay in memory.
  setTimeout(() => URL.revokeObjectURL(address), 1_000)
}
