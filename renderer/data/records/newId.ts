/** A fresh record id, unique across installations. */
export function newId(): string {
  return crypto.randomUUID()
}

/** Now, as records carry it: ISO 8601 in UTC. */
export function nowText(): string {
  return new Date().toISOString()
}
