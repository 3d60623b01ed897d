/** "10 % of 200 HNT" with a number and its unit on one line: the space between them does not break. */
export function unbroken(sentence: string): string {
  return sentence.replaceAll(/(\d) (?=%|\p{Lu}{2,})/gu, '$1\u00a0')
}
