export interface KnownActors {
  /** The actor that this installation is now; null while not known. */
  own: string | null
  /** Public keys by actor. */
  keys: ReadonlyMap<string, string>
}

const SHOWN_DIGITS = 8

/** Who did something: this installation, this one under an earlier name, or another by its key. */
export function actorText(actor: string, { own, keys }: KnownActors): string {
  if (actor === own) return 'This installation'
  const key = keys.get(actor)
  if (key === undefined) return `Installation ${actor.slice(0, SHOWN_DIGITS)}`
  if (own !== null && keys.get(own) === key) return 'This installation, before a restore'
  return `Key ${key.slice(0, SHOWN_DIGITS)}`
}
