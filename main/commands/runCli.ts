/** The command line: finds the command, prints its JSON, and turns every refusal into one sentence and an exit code. */
import { calculations } from '#core/calc/calculations'
import type { InspectResult } from '#core/formats/inspectFile'
import { describeFault } from '#core/model/fault'
import { faultText } from '#core/model/faultText'
import { Problem } from '#core/model/problem'
import { faultNames } from '#core/provisioning/simulated/readFaults'
import { trainingDeviceNames } from '#core/provisioning/simulated/trainingDevices'
import { exportTargets } from '#core/statements/exportEntries'
import { bank } from './bank'
import { broadcast } from './broadcast'
import { calc } from './calc'
import { type CommandIo, type CommandResult, onlyArgument, UsageProblem } from './commandLine'
import { confirmations } from './confirmations'
import { coverage } from './coverage'
import { exportCommand } from './exportEntries'
import { hostReportCommand } from './hostReport'
import { inspect } from './inspect'
import { ledger } from './ledger'
import { nats } from './nats'
import { nonceAccounts } from './nonceAccounts'
import { payout } from './payout'
import { plan } from './plan'
import { proof } from './proof'
import { reconcile } from './reconcile'
import { simulate } from './simulate'
import { snapshot } from './snapshot'
import { split } from './split'
import { statement } from './statement'
import { verify } from './verify'
import { volatility } from './volatility'

const USAGE = `Usage: commonmast <command>

  inspect FILE    what a file is: its format, rows, and problems by line
  split --rewards FILE --agreements FILE --out FILE [--from DAY --to DAY] [--period NAME]
        [--symbol TEXT --decimals N] [--network NAME] [--payer NAME] [--previous SPLIT]... [--corrects SPLIT]...
        [--confirm-address MEMBER]...
        [--unit base|token] [--amounts decimal|thousands] [--total-row leave-out|keep] [--sum-rows] [--time-zone NAME]
                  share a period's rewards to the last base unit; a file that does not say which time it is for needs its
                  first and last day; --corrects pays only what a corrected file adds; --epoch is the older name of --period;
                  --confirm-address says that a member's new address was compared with them;
                  --unit to --time-zone answer what a file leaves open, and is refused or asked without
  payout --split FILE --method safe|merkle|transfers --treasury FILE --token FILE --nonce N --out FILE
         (--first | --previous PAYOUT... | --replaces PAYOUT --reason TEXT [--unpaid FILE]) [--again]
         [--gas-limit N [--root-gas-limit N] (--max-fee WEI --priority-fee WEI | --gas-price WEI)]
         [--distributor ADDRESS [--distributor-kind cumulative|universal-rewards] [--first-root] [--fund UNITS]]
         [--address-confirmation FILE]... [--first-payment MEMBER]... [--snapshot FILE [--accept-contract ADDRESS]...]
                  every transaction that pays a split; --first says that nothing was paid before, --first-root that the
                  distributor has no root yet, --again that equal amounts under other dates are another period; gas and fees
                  are an account's, a Safe has none; --unpaid are those whom a part-paid payout left out;
                  --first-payment pays a member at a new address a small amount, and the rest later with --replaces;
                  --snapshot refuses payees that are contracts, unless --accept-contract says that one takes the token
  payout --split FILE --method solana --treasury FILE --token FILE --snapshot FILE --out FILE (--first | ...)
                  one payment for each payee, each with a nonce account of its own, as the snapshot has them
  payout --split FILE --method merkle --out FILE (--first | --previous PAYOUT [--first-root]) [--again]
         [--chain-id N --contract ADDRESS --nonce N --gas-limit N --max-fee WEI --priority-fee WEI]
                  without a treasury: the cumulative Merkle tree alone (commonmast-payout-v3), and the transaction of its root
  confirmations --payout FILE CONFIRMATION...
                  who has signed which transactions of a payout, what is missing, and what is left out and why
  proof --payout FILE (--member ID | --all) --out FILE-OR-FOLDER
                  what members claim from a distributor: running total, proof and the claim to send
  bank --split FILE --members FILE --iban IBAN --name TEXT [--bic TEXT] (--first | --previous PAYOUT...) [--again MEMBER]... --out FILE
                  what members who are paid in money get of a split, with the reference of each payment; --members is a file
                  of agreements with their payment details, --previous the payouts of the split in money before
  bank --payout FILE --to pain.001.001.03|pain.001.001.09|csv-general|csv-wise [--on DAY] --out FILE
                  the file for the bank, which says which version it takes, or for a payment service
  bank --payout FILE --statement FILE... [--previous PAYOUT]... [--decimal comma|point] [--debits negative|positive]
         [--day-order day-first|month-first] [--currency CODE]
                  what became of each payment by the bank's statements, camt.053 or CSV; the last four answer what a CSV leaves open
  export --entries FILE --to NAME --out FILE
                  the entries of a book for a tax program, a journal or a spreadsheet; names: ${exportTargets.join(', ')}
  statement --split FILE [--split FILE]... [--payout FILE]... [--moves FILE]... (--member ID-OR-NAME | --all)
         --out FILE-OR-FOLDER [--to json|csv|entries] [--cooperative NAME] [--zone NAME] [--currency CODE]
                  what members got of one token in closed periods that follow each other; --moves is what broadcast and
                  reconcile kept of a payout, without which it counts as not signed; json is a statement that verify works
                  out again, csv a table for each period, entries a book for export: the member's, or with --all the
                  cooperative's; several files go into a folder
  host-report --split FILE [--split FILE]... --from DAY --to DAY
                  what each host hosted in these days, and what the splits gave them for it
  coverage --fleet FILE --profile FILE.json --res N --out FILE.csv
                  the H3 cells that a fleet covers: h3, bestDbm, secondDbm, servers
  plan --instance FILE [--time-ms N] [--count N] [--budget N] [--name NAME] [--seed N]
                  choose the sites that cover most, and say how good the choice provably is
  volatility --prices FILE --income FILE --symbol TEXT --decimals N --out FILE [--currency CODE]
         [--reserve-percent N --band N --window N] [--max-age-days N] [--seed TEXT --draws N]
                  what swings of the price do to income, with and without a reserve that takes a percentage of what is more
                  than --band percent above the average of the last --window periods, and pays it back where there is less
  ledger address --path PATH [--show] [--expected ADDRESS] [--device usb|emulator|simulated]
                  the account of a Ledger; --show has it compared on the device's own screen
  ledger sign --in FILE --out FILE --path PATH [--device usb|emulator|simulated]
                  sign a commonmast-signing-request-v1 (transaction, typed data or message); who must sign stands in it, and
                  another account is refused before the Ledger shows anything
  ledger sign --payout FILE --at N --out CONFIRMATION --path PATH [--device usb|emulator|simulated]
                  sign transaction N of a payout, counted from 0: one owner's confirmation as a file
  verify FILE [--split FILE]...
                  recompute a split, payout, confirmation, moves, proof, statement or provisioning file and name what does not hold; a
                  statement is also held against the splits that are given
  snapshot --rpc URL --treasury ADDRESS --out FILE [--token ADDRESS] [--executor ADDRESS] [--distributor ADDRESS]
         [--multisend ADDRESS] [--payees FILE] [--chain-id N] [--second-rpc URL]
                  the state of a chain as a node tells it now, to sign by on a computer without a network; the node is asked over
                  https, or is on this computer; a second one is compared with it; payees are addresses, one in each line
  snapshot --rpc URL --treasury ADDRESS --payees FILE --out FILE [--nonce-accounts FILE] [--mint ADDRESS]
                  the same of a treasury on Solana: files hold addresses, one in each line; without a file of them the nonce accounts
                  are those that nonce-accounts created, and how many are missing is said; without a mint SOL is paid
  nonce-accounts --rpc URL --treasury FILE --count N --path PATH [--device usb|emulator|simulated]
                  create the nonce accounts that a treasury on Solana lacks, one for each payee of a payout, signed on its Ledger;
                  their addresses follow from the treasury's, and what each holds stays the treasury's
  broadcast --payout FILE --confirmation FILE... --rpc URL --out MOVES [--second-rpc URL] [--at N] [--wait SECONDS]
         [--executor ledger --path PATH [--device usb|emulator|simulated] | --executor-account ADDRESS] [--max-fee WEI] [--raise-fees]
                  send a payout's signed transactions in their order; MOVES remembers what was sent and is written before a node
                  is asked, so the same command goes on after any interruption and pays nobody twice; an executor pays the gas of
                  a Safe's transactions: a Ledger, or on a practice chain an account that the node holds; on Solana the treasury
                  signs and pays, and no executor is given
  reconcile --payout FILE --rpc URL --out MOVES [--second-rpc URL] [--moves FILE] [--later FILE...]
                  what the chain made of a payout, for each transaction and payee to the unit, whoever sent it; MOVES
                  goes on from --moves, and says to payout --unpaid who has not got what is due; --later names payouts that go
                  on from this one, whose root may stand at the distributor by now
  nats setup --dir DIR --cooperative FILE --server ADDRESS [--server ADDRESS --server ADDRESS] [--listen HOST] [--server-dir PATH]
         [--tls-cert PATH --tls-key PATH [--tls-ca PATH] [--ca FILE]] [--most-gb N] [--for-2.9]
                  what a NATS server of the cooperative's own needs, or three that keep copies for each other: DIR/server goes onto
                  the server, DIR/admin.json stays with the admin; ADDRESS is tls://HOST:PORT, or nats://HOST:PORT on a LAN; paths
                  are the server's own, --ca the authority of its certificate for laptops that do not know it; done again, it
                  keeps keys and members
  nats member --dir DIR --name NAME --out ACCESS [--days N] [--keeper]
                  the file with which one laptop reaches the server; a keeper's may make the cooperative's stream
  nats revoke --dir DIR --name NAME
                  take that back, also where it is connected
  simulate NAME [--unit N] [--fault NAME[=N]]...
                  a training device with its line on standard input and output; it ends when the input ends, for example
                  socat PTY,link=/tmp/ttyDevice,raw,echo=0 EXEC:"commonmast simulate hotspot"
                  names: ${trainingDeviceNames.join(', ')}; faults: ${faultNames.join(', ')}
  calc NAME       recompute published numbers, JSON from standard input to standard output
                  names: ${Object.keys(calculations).join(', ')}

JSON goes to standard output, errors to standard error. Exit code 1: bad input; 2: wrong usage.
`

const UNEXPECTED = 'cli.unexpected'

type Command = (args: readonly string[], io: CommandIo) => Promise<CommandResult>

const commands = new Map<string, Command>([
  ['inspect', runInspect],
  ['split', split],
  ['payout', payout],
  ['ledger', ledger],
  ['confirmations', confirmations],
  ['proof', proof],
  ['bank', bank],
  ['export', exportCommand],
  ['statement', statement],
  ['coverage', coverage],
  ['plan', plan],
  ['verify', verify],
  ['simulate', simulate],
  ['snapshot', snapshot],
  ['nonce-accounts', nonceAccounts],
  ['broadcast', broadcast],
  ['reconcile', reconcile],
  ['calc', calc],
  ['volatility', volatility],
  ['nats', nats],
  ['host-report', hostReportCommand],
])

/**
 * Runs one command line (without node and script).
 * @returns the exit code: 0 done, 1 bad input, 2 wrong usage. Never throws.
 */
export async function runCli(argv: readonly string[], io: CommandIo): Promise<number> {
  const [name, ...args] = argv
  if (name === '--help' || name === '-h' || name === 'help') {
    io.stdout(USAGE)
    return 0
  }
  try {
    const command = commands.get(name ?? '')
    if (!command) throw new UsageProblem(name === undefined ? 'Give a command.' : `"${name}" is not a command.`)
    const { output, complaints, exitCode } = await command(args, io)
    for (const complaint of complaints) io.stderr(`${complaint}\n`)
    if (output !== undefined) io.stdout(`${JSON.stringify(output, null, 1)}\n`)
    return exitCode
  } catch (thrown) {
    const problem = Problem.from(
      thrown,
      UNEXPECTED,
      'The program met a fault of its own, and whether it was done is not known: look, and please report it with these lines.',
    )
    io.stderr(`${sentenceOf(problem)}\n`)
    // The command line keeps no files of its own: its fault log is what it prints.
    if (problem.code === UNEXPECTED) io.stderr(`${faultText(describeFault('main', name ?? null, problem.cause))}\n`)
    if (!(problem instanceof UsageProblem)) return 1
    io.stderr(`\n${USAGE}`)
    return 2
  }
}

/** A file of no known form is bad input, and a record that does not hold; problems in single rows are what the command is there to show. */
async function runInspect(args: readonly string[]): Promise<CommandResult> {
  const output = await inspect(onlyArgument(args, 'FILE'))
  const warnings = (output.warnings ?? []).map(({ message }) => message)
  if (output.recognised && !isBrokenRecord(output)) return { output, complaints: warnings, exitCode: 0 }
  return { output, complaints: [...output.problems.slice(0, 1).map(({ message }) => message), ...warnings], exitCode: 1 }
}

/** A signed record holds as a whole or not at all. */
const isBrokenRecord = ({ format, problems }: InspectResult) =>
  format.startsWith('commonmast-provisioning-') && problems.length > 0

function sentenceOf(problem: Problem): string {
  const line = problem.line === undefined ? '' : ` line ${problem.line}`
  const field = problem.field === undefined ? '' : ` field ${problem.field}`
  return `${problem.message} [${problem.code}${line}${field}]`
}
