/**
 * Names in the letters that every bank of SEPA must take: a to z, digits and some marks. Letters of other alphabets are
 * written as their countries write them in Latin ones; a letter that nobody can write so is refused, because a name that lost
 * letters may be somebody else's. SPEC.md, rule [BK7].
 */
import { Problem } from '../model/problem'

/** Letters that stay after their marks are taken off, or that are written with more than one letter. */
const LATIN: Record<string, string> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ł: 'l',
  Ł: 'L',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  ŋ: 'n',
  Ŋ: 'N',
  ŧ: 't',
  Ŧ: 'T',
  ĸ: 'k',
  ŀ: 'l',
  Ŀ: 'L',
}

const GREEK: Record<string, string> = {
  ...{ α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l', μ: 'm' },
  ...{ ν: 'n', ξ: 'x', ο: 'o', π: 'p', ρ: 'r', σ: 's', ς: 's', τ: 't', υ: 'y', φ: 'f', χ: 'ch', ψ: 'ps', ω: 'o' },
}

const CYRILLIC: Record<string, string> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm' },
  ...{ н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sht' },
  ...{ ъ: 'a', ы: 'y', ь: 'y', э: 'e', ю: 'yu', я: 'ya', ё: 'e', і: 'i', ї: 'yi', є: 'ye', ґ: 'g' },
  ...{ ђ: 'dj', ј: 'j', љ: 'lj', њ: 'nj', ћ: 'c', џ: 'dz' },
}

const MARKS: Record<string, string> = {
  ...{ '’': "'", '‘': "'", '`': "'", '´': "'", '"': "'", '“': "'", '”': "'", '„': "'" },
  ...{ '–': '-', '—': '-', '‐': '-', _: '-', '&': '+', '@': '(at)', ';': ',', '!': '.', '·': '.', '€': 'EUR' },
  ...{ '[': '(', ']': ')', '{': '(', '}': ')', '<': '(', '>': ')', '\\': '/', '|': '/', '№': 'No' },
}

const ALLOWED = /^[A-Za-z0-9/\-?:().,'+ ]$/

/** Letters whose mark is another letter: taken apart they would be read as the one without it. */
const COMPOSED = /[йё]/iu

/**
 * @param what the text is, for the sentence
 * @throws Problem `bank.not-latin` naming the letter, `bank.text-too-long` beyond `longest` letters
 */
export function sepaText(text: string, what: string, longest: number): string {
  let written = ''
  for (const letter of text.normalize('NFC')) written += inLatin(letter, what)
  // A slash at an end, or two together, mean something of their own to banks.
  const plain = written
    .replace(/\/{2,}/g, '/')
    .replace(/\s+/g, ' ')
    .replace(/^[/ ]+|[/ ]+$/g, '')
  if (!/[A-Za-z0-9]/.test(plain)) {
    throw new Problem('bank.not-latin', `${what} has no letter that banks take: write it in Latin letters.`)
  }
  if (plain.length <= longest) return plain
  throw new Problem('bank.text-too-long', `${what} is longer than ${longest} letters, and banks take no more: shorten it.`)
}

function inLatin(letter: string, what: string): string {
  if (ALLOWED.test(letter)) return letter
  if (/\s/u.test(letter)) return ' '
  const known = lookUp(letter)
  if (known !== null) return known
  if (!COMPOSED.test(letter)) {
    const bare = letter.normalize('NFKD').replace(/\p{M}/gu, '')
    if (bare !== letter && bare !== '') return [...bare].map((each) => inLatin(each, what)).join('')
  }
  if (/[\p{P}\p{S}]/u.test(letter)) return '.'
  if (/\p{M}/u.test(letter)) return ''
  throw new Problem('bank.not-latin', `${what} has the letter "${letter}", which banks do not take: write it in Latin letters.`)
}

function lookUp(letter: string): string | null {
  const exact = LATIN[letter] ?? MARKS[letter]
  if (exact !== undefined) return exact
  const small = letter.toLowerCase()
  const written = GREEK[small] ?? CYRILLIC[small]
  if (written === undefined) return null
  return small === letter ? written : written.charAt(0).toUpperCase() + written.slice(1)
}
