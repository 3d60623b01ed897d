/**
 * Has gateway-rs sign the transaction that adds it, for a proof of its key or for its owner. Invariants: addresses are read and
 * written anew before they reach a command line; nothing is kept that was not decoded, verified and found to be what was
 * asked for; nothing is sent to a network.
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { Problem } from '../../model/problem'
import type { AddGateway } from '../helium/addGateway'
import { checkAddGateway } from '../helium/checkAddGateway'
import { type AddOutput, readAddOutput } from '../helium/gatewayOutput'
import { type HeliumKey, heliumAddress, readHeliumAddress, readHeliumKey, solanaAddress } from '../helium/heliumKey'
import type { Step, StepResult } from '../session/ProvisioningDriver'
import type { SessionState } from '../session/sessionState'
import type { StepRequest } from '../session/stepRequest'
import type { ConsoleMessage } from './ConsoleReader'
import { addCommand, keyCommand } from './commands'
import { keyIn, lastLine } from './identify'
import { daemonDownCode, daemonDownProblem, isDaemonDown } from './problems'
import { reachShell } from './reachPrompt'
import { type ConsoleLine, runCommand } from './runCommand'

const ED25519_MAINNET = 1
/** How a program says that it does not understand its arguments. */
const USAGE = 2
const CHALLENGE_BYTES = 32

type RegisterRequest = Extract<StepRequest, { kind: 'register' }>
interface SignOrder {
  owner: HeliumKey
  payer: HeliumKey
  mode: RegisterRequest['mode']
}

/**
 * Challenges the gateway's key with a fresh one as the owner, which no earlier signature can hold.
 * @throws Problem `helium.bad-challenge`, `helium.no-key` before anything is written; `helium.not-proved` with the reason.
 */
export function prove(challengeKey: Uint8Array, state: SessionState, line: ConsoleLine): Step<ConsoleMessage> {
  const challenge = readChallenge(challengeKey)
  return proveKey(challenge, state, findGateway(state, line, notProved), line)
}

const notProved = (fault: unknown) => failed('helium.not-proved', "The gateway's key is not proved", fault)

function* proveKey(challenge: HeliumKey, state: SessionState, finding: Finding, line: ConsoleLine): Step<ConsoleMessage> {
  const gateway = yield* finding
  const { txn } = yield* signAdd({ owner: challenge, payer: challenge, mode: 'dataonly' }, line, notProved)
  const add = attempt(() => checkAddGateway(txn, { owner: challenge, gateway }), notProved)
  return {
    ...withKey(state, gateway),
    proof: {
      method: 'helium-add-gateway',
      key: add.gatewayAddress,
      keyKind: add.gateway.kind,
      challenge: heliumAddress(challenge),
      txn,
    },
  }
}

/**
 * Has the gateway sign its own addition for the owner, to be submitted later.
 * @throws Problem `helium.bad-address`, `helium.no-key` before anything is written; `helium.not-signed` with the reason.
 */
export function register(request: RegisterRequest, state: SessionState, line: ConsoleLine): Step<ConsoleMessage> {
  const order = { owner: accountOf(request.owner, 'owner'), payer: accountOf(request.payer, 'payer'), mode: request.mode }
  return signFor(order, state, findGateway(state, line, notSigned), line)
}

const notSigned = (fault: unknown) => failed('helium.not-signed', 'The gateway did not sign its registration', fault)

function* signFor(order: SignOrder, state: SessionState, finding: Finding, line: ConsoleLine): Step<ConsoleMessage> {
  const { owner, payer, mode } = order
  const gateway = yield* finding
  const said = yield* signAdd(order, line, notSigned)
  const add = attempt(() => checkAddGateway(said.txn, { owner, gateway, payer }), notSigned)
  if (said.mode !== null && said.mode !== mode) throw notSigned(`It answered for the mode "${said.mode}".`)
  return {
    ...withKey(state, gateway),
    registration: {
      txn: said.txn,
      gateway: add.gatewayAddress,
      owner: solanaAddress(add.owner) ?? add.ownerAddress,
      payer: add.payer && (solanaAddress(add.payer) ?? add.payerAddress),
      mode,
    },
  }
}

/** Solana addresses as gateway-rs takes them today; versions from before the network moved there want Helium's form. */
function* signAdd(order: SignOrder, line: ConsoleLine, failure: (fault: unknown) => Problem): Step<ConsoleMessage, AddOutput> {
  const forms = [(key: HeliumKey) => solanaAddress(key) ?? heliumAddress(key), heliumAddress]
  yield* reachShell(line)
  let said = ''
  for (const form of forms) {
    const command = addCommand(form(order.owner), form(order.payer), order.mode)
    const { text, exitCode } = yield* runCommand(line, command, { waitMs: line.timing.signMs })
    const add = exitCode === 0 ? readAddOutput(text) : null
    if (add) return add
    said = text
    if (exitCode !== USAGE) break
  }
  throw failure(isDaemonDown(said) ? daemonDownProblem() : lastLine(said))
}

/** A point of the curve, for some firmware reads the owner's key as one. */
function readChallenge(challengeKey: Uint8Array): HeliumKey {
  if (challengeKey.length !== CHALLENGE_BYTES || !ed25519.utils.isValidPublicKey(challengeKey)) {
    throw new Problem('helium.bad-challenge', 'The challenge is no Ed25519 key: make a fresh one for each proof.')
  }
  return readHeliumKey(Uint8Array.from([ED25519_MAINNET, ...challengeKey]))
}

type Finding = Step<ConsoleMessage, string>

/**
 * The gateway's address: as it was named, or asked for now where its daemon did not run when it was identified.
 * @throws Problem `helium.no-key` before anything is written
 */
function findGateway({ identifiers, problem }: SessionState, line: ConsoleLine, failure: (fault: unknown) => Problem): Finding {
  const key = identifiers.find(({ kind }) => kind === 'helium-key')
  if (!key && problem?.code !== daemonDownCode) throw noKeyProblem()
  return askGateway(key?.value ?? null, line, failure)
}

function* askGateway(known: string | null, line: ConsoleLine, failure: (fault: unknown) => Problem): Finding {
  if (known !== null) return known
  yield* reachShell(line)
  const { text } = yield* runCommand(line, keyCommand, { waitMs: line.timing.keyMs, attempts: 2 })
  const { info } = keyIn(text)
  if (info) return info.key
  throw failure(isDaemonDown(text) ? daemonDownProblem() : noKeyProblem())
}

function noKeyProblem(): Problem {
  return new Problem('helium.no-key', 'The device named no Helium key: check that gateway-rs runs on it, then identify it again.')
}

/** What was learned only now is kept with what is said of it. */
function withKey({ identifiers }: SessionState, gateway: string): Pick<StepResult, 'identifiers'> {
  if (identifiers.some(({ kind }) => kind === 'helium-key')) return {}
  return { identifiers: [{ kind: 'helium-key', value: gateway }, ...identifiers] }
}

function accountOf(address: string, field: 'owner' | 'payer'): HeliumKey {
  try {
    return readHeliumAddress(address.trim())
  } catch (thrown) {
    const { code, message, cause } = Problem.from(thrown, 'helium.bad-address', 'This is no Helium address: copy it again.')
    throw new Problem(code, message, { cause, field })
  }
}

function attempt(check: () => AddGateway, failure: (fault: unknown) => Problem): AddGateway {
  try {
    return check()
  } catch (thrown) {
    throw failure(thrown)
  }
}

/** A Problem says itself what to do; what the gateway said does not. */
function failed(code: string, what: string, fault: unknown): Problem {
  if (fault instanceof Problem) return new Problem(code, `${what}: ${fault.message}`, { cause: fault.code })
  const reason = String(fault) || 'It said nothing.'
  const told = reason.replace(/[.\s]+$/, '')
  return new Problem(code, `${what}: ${told}. Try again; if it stays so, restart the gateway.`, { cause: reason })
}
