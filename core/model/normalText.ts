/** Text that identifies something, as it is kept and compared: Unicode's form NFC, without space around it. */
export function normalText(text: string): string {
  return text.normalize('NFC').trim()
}
