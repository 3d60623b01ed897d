/** The text, or its first so many characters with "…" for the rest; no character of two units is halved. */
export function clipText(text: string, mostChars: number): string {
  if (text.length <= mostChars) return text
  const end = /[\ud800-\udbff]/.test(text.charAt(mostChars - 2)) ? mostChars - 2 : mostChars - 1
  return `${text.slice(0, end)}…`
}
