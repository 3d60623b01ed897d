/** Whether stages name an amount of the token, which means another sum in another token. */
import type { Stage, TermAmount } from '../model/terms'

export function namesAnAmount(stages: readonly Stage[]): boolean {
  const isOfToken = (amount: TermAmount | undefined) => amount !== undefined && 'baseUnits' in amount
  return stages.some((stage) => {
    switch (stage.kind) {
      case 'fixed':
        return isOfToken(stage.amount)
      case 'until-recouped':
        return isOfToken(stage.cost)
      case 'reserve':
        return isOfToken(stage.until)
      case 'percentage':
      case 'remainder':
        return stage.shares.some(({ cap, floor }) => isOfToken(cap) || isOfToken(floor))
      default:
        return false
    }
  })
}
