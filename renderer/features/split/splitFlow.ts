/**
 * A split as flows: period → agreements → members. Small members are joined into "others" and small agreements too, never
 * left out, so what flows into a node flows out of it and every column adds up to the period's total. Base units.
 */

import { periodOf, type SplitFile } from '#core/rewards/splitFile'
import { countText } from '#core/words/countText'
import { agreementOfRows, receiverOf } from './splitReceivers'

export interface FlowNode {
  id: string
  kind: 'period' | 'agreement' | 'member'
  label: string
  amountBaseUnits: bigint
  /** Members only: whether what they are due is paid or held. */
  status: 'paid' | 'held' | null
  /** What the node stands for: one id, or several when it joins the small ones. */
  members: string[]
  agreements: string[]
}

export interface FlowLink {
  from: string
  to: string
  amountBaseUnits: bigint
  status: 'paid' | 'held' | null
}

export interface SplitFlow {
  nodes: FlowNode[]
  links: FlowLink[]
}

const PERIOD = 'period'
const OTHER_AGREEMENTS = 'agreements:others'

/** The flows of `split`, at most `topMembers` members and `topAgreements` agreements by name; zero flows are left out. */
export function buildSplitFlow(split: SplitFile, topMembers = 10, topAgreements = 8): SplitFlow {
  const agreementAmounts = new Map<string, bigint>()
  const agreementOf = agreementOfRows(split)
  const memberAmounts = new Map(split.members.map((member) => [member.id, 0n]))
  for (const row of split.rows) {
    add(agreementAmounts, agreementOf(row), BigInt(row.amountBaseUnits))
    for (const share of row.shares) add(memberAmounts, receiverOf(share), BigInt(share.amountBaseUnits))
  }
  const agreementNodeOf = nameLargest(
    agreementAmounts,
    topAgreements,
    (id) => `agreement:${id}`,
    () => OTHER_AGREEMENTS,
  )
  const statusOf = new Map(split.members.map((member) => [member.id, flowStatus(member.status)]))
  const memberNodeOf = nameLargest(
    memberAmounts,
    topMembers,
    (id) => `member:${id}`,
    (id) => `members:${statusOf.get(id) ?? 'paid'}`,
  )

  const between = new Map<string, Map<string, bigint>>()
  for (const row of split.rows) {
    const from = agreementNodeOf.get(agreementOf(row)) ?? OTHER_AGREEMENTS
    const flows = between.get(from) ?? new Map<string, bigint>()
    between.set(from, flows)
    for (const share of row.shares) {
      add(flows, memberNodeOf.get(receiverOf(share)) ?? 'members:paid', BigInt(share.amountBaseUnits))
    }
  }

  const agreementNodes = agreementFlowNodes(split, agreementAmounts, agreementNodeOf)
  const memberNodes = memberFlowNodes(split, memberNodeOf, memberAmounts)
  const memberStatus = new Map(memberNodes.map((node) => [node.id, node.status]))
  const period: FlowNode = {
    id: PERIOD,
    kind: 'period',
    label: periodOf(split).name,
    amountBaseUnits: [...agreementAmounts.values()].reduce((sum, amount) => sum + amount, 0n),
    status: null,
    members: [],
    agreements: [],
  }
  const links: FlowLink[] = agreementNodes.map((node) => ({
    from: PERIOD,
    to: node.id,
    amountBaseUnits: node.amountBaseUnits,
    status: null,
  }))
  for (const [from, flows] of between) {
    for (const [to, amountBaseUnits] of flows) links.push({ from, to, amountBaseUnits, status: memberStatus.get(to) ?? null })
  }
  return {
    nodes: [period, ...agreementNodes, ...memberNodes].filter((node) => node.amountBaseUnits > 0n),
    links: links.filter((link) => link.amountBaseUnits > 0n),
  }
}

/** Keeps the largest by name; one more than the limit is named too, because "1 other" would say less in the same room. */
function nameLargest(
  amounts: ReadonlyMap<string, bigint>,
  limit: number,
  own: (id: string) => string,
  joined: (id: string) => string,
): Map<string, string> {
  const ranked = [...amounts].filter(([, amount]) => amount > 0n).sort(([, a], [, b]) => (a === b ? 0 : a > b ? -1 : 1))
  const named = ranked.length <= limit + 1 ? ranked.length : limit
  return new Map(ranked.map(([id], at) => [id, at < named ? own(id) : joined(id)]))
}

function agreementFlowNodes(
  split: SplitFile,
  amounts: ReadonlyMap<string, bigint>,
  nodeOf: ReadonlyMap<string, string>,
): FlowNode[] {
  const names = new Map(split.agreements.map((agreement) => [agreement.id, agreement.name]))
  return groupByNode(nodeOf, amounts).map(({ nodeId, ids, amountBaseUnits }) => ({
    id: nodeId,
    kind: 'agreement',
    label: nodeId === OTHER_AGREEMENTS ? `${ids.length} other agreements` : (names.get(ids[0] ?? '') ?? nodeId),
    amountBaseUnits,
    status: null,
    members: [],
    agreements: ids,
  }))
}

/** What is not paid now waits, whatever it waits for. */
function flowStatus(status: SplitFile['members'][number]['status']): 'paid' | 'held' {
  return status === 'held' || status === 'carried' ? 'held' : 'paid'
}

function memberFlowNodes(
  split: SplitFile,
  nodeOf: ReadonlyMap<string, string>,
  amounts: ReadonlyMap<string, bigint>,
): FlowNode[] {
  const members = new Map(split.members.map((member) => [member.id, member]))
  return groupByNode(nodeOf, amounts).map(({ nodeId, ids, amountBaseUnits }) => {
    const first = members.get(ids[0] ?? '')
    const alone = nodeId.startsWith('member:')
    return {
      id: nodeId,
      kind: 'member',
      label: alone ? (first?.name ?? ids[0] ?? nodeId) : countText(ids.length, 'other'),
      amountBaseUnits,
      status: first ? flowStatus(first.status) : 'held',
      members: ids,
      agreements: [],
    }
  })
}

/** Nodes in order of the largest first, the joined ones last. */
function groupByNode(
  nodeOf: ReadonlyMap<string, string>,
  amounts: ReadonlyMap<string, bigint>,
): { nodeId: string; ids: string[]; amountBaseUnits: bigint }[] {
  const groups = new Map<string, string[]>()
  for (const [id, nodeId] of nodeOf) groups.set(nodeId, [...(groups.get(nodeId) ?? []), id])
  return [...groups].map(([nodeId, ids]) => ({
    nodeId,
    ids,
    amountBaseUnits: ids.reduce((sum, id) => sum + (amounts.get(id) ?? 0n), 0n),
  }))
}

function add(sums: Map<string, bigint>, key: string, amount: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount)
}
