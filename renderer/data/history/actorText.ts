export interface KnownActors {
  /** The actor that this installation is now; null while not known. */
  own: string | null
  /** Public keys by actor. */
  keys: ReadonlyMap<string, string>
  /** What an admin called installations, by key. */
  names: ReadonlyMap<string, string>
}

const SHOWN_DIGITS = 8

/** Who did something: this installation, this one under an earlier name, or another by its name or its key. */
export function actorText(actor: string, { own, keys, names }: KnownActors): string {
  if (actor === own) return 'This installation'
  const key = keys.get(actor)
  if (key === undefined) return `Installation ${actor.slice(0, SHOWN_DIGITS)}`
  if (own !== null && keys.get(own) === key) return 'This installation, before a restore'
  return keyText(key, names)
}

/** An installation by its name, or by the first digits of its key. */
export function keyText(key: string, names: ReadonlyMap<string, string>): string {
  return names.get(key) ?? `Key ${key.slice(0, SHOWN_DIGITS)}`
}
