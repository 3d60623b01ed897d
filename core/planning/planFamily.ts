/** Scenarios: plans of one family, lettered in the order in which they were made. */
import type { Plan } from '../model/records'

/** Plans of the first version are families of their own. */
export function familyOf(plan: Plan): string {
  return plan.study?.familyId ?? plan.id
}

export function scenarioOf(plan: Plan): string {
  return plan.study?.scenario ?? 'A'
}

/** The plan's scenarios, itself among them, by letter. */
export function scenariosOf(plan: Plan, plans: readonly Plan[]): Plan[] {
  const order = (each: Plan) => letterNumber(scenarioOf(each))
  return plans
    .filter((each) => familyOf(each) === familyOf(plan))
    .sort((a, b) => order(a) - order(b) || a.createdAt.localeCompare(b.createdAt))
}

/** The letter after the last one that the family has: B after A, AA after Z. */
export function nextScenario(plan: Plan, plans: readonly Plan[]): string {
  const last = Math.max(1, ...scenariosOf(plan, plans).map((each) => letterNumber(scenarioOf(each))))
  return letterText(last + 1)
}

/** A is 1, Z 26, AA 27; 0 for anything else. */
function letterNumber(text: string): number {
  if (!/^[A-Z]{1,4}$/.test(text)) return 0
  return [...text].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)
}

function letterText(number: number): string {
  const before = Math.floor((number - 1) / 26)
  return `${before > 0 ? letterText(before) : ''}${String.fromCharCode(65 + ((number - 1) % 26))}`
}
