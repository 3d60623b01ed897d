/** Whether text that is no JSON began as an object or a list of JSON and ends before that is closed. */
export function isCutOff(text: string): boolean {
  const start = text.trimStart()
  if (!start.startsWith('{') && !start.startsWith('[')) return false
  let depth = 0
  let inString = false
  for (let at = 0; at < start.length; at++) {
    const char = start[at]
    if (inString) {
      if (char === '\\') at++
      else if (char === '"') inString = false
    } else if (char === '"') inString = true
    else if (char === '{' || char === '[') depth++
    else if ((char === '}' || char === ']') && --depth === 0) return false
  }
  return true
}
