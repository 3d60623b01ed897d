/** The address of a plan, and of it beside another. */
export function planPath(planId: string, comparedId: string | null = null): string {
  const compared = comparedId === null ? '' : `&with=${encodeURIComponent(comparedId)}`
  return `/plans?plan=${encodeURIComponent(planId)}${compared}`
}
