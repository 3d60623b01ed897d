/**
 * Names without characters that nobody sees: those that turn the direction of text (Unicode UAX #9), so that a name reads
 * as another, and those without width, so that two names look the same. Joiners stay where a script or an emoji needs them.
 */

/** Direction marks, embeddings, overrides and isolates; soft hyphen, spaces and operators without width, tags. */
const UNSEEN = '\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\u{e0000}-\\u{e007f}'
/** After these a joiner changes how the next letter is written, or makes one emoji of two. */
const JOINING = '\\p{M}\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Extended_Pictographic}\\p{Emoji_Modifier}'
const HIDDEN = new RegExp(
  `[${UNSEEN}]|(?<![${JOINING}])[\\u200c\\u200d]|[\\u200c\\u200d](?![\\p{L}\\p{M}\\p{Extended_Pictographic}])`,
  'gu',
)
/** Without looking around, so that a long text is searched quickly. */
const MAY_HIDE = new RegExp(`[${UNSEEN}\\u200c\\u200d]`, 'u')

/** False for text in which nothing is hidden; true does not mean that something is. */
export function mayHide(text: string): boolean {
  return MAY_HIDE.test(text)
}

export function plainName(text: string): string {
  return mayHide(text) ? text.replace(HIDDEN, '') : text
}

/** Every text in a JSON value as a plain name; names of members stay. */
export function plainTexts<T>(value: T): T
export function plainTexts(value: unknown): unknown {
  if (typeof value === 'string') return plainName(value)
  if (Array.isArray(value)) return value.map((each) => plainTexts(each))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plainTexts(each)]))
}

/** How many hidden characters the text has, and where the first is. */
export function hiddenIn(text: string): { count: number; firstAt: number } {
  let count = 0
  let firstAt = -1
  if (!mayHide(text)) return { count, firstAt }
  for (const { index } of text.matchAll(HIDDEN)) {
    if (count === 0) firstAt = index
    count++
  }
  return { count, firstAt }
}
