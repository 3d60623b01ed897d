/** "1,200 EUR", "12.50 EUR"; a plan's costs are estimates, so cents show only where there are any. */
export function costText(cost: number, currency: string): string {
  const cents = Number.isInteger(cost) ? 0 : 2
  return `${cost.toLocaleString('en', { minimumFractionDigits: cents, maximumFractionDigits: 2 })} ${currency}`.trim()
}
