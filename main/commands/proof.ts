/** `proof`: for a member, or for all, what they claim from the distributor of a payout. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '#core/model/problem'
import { fileNamePart } from '#core/statements/exportFile'
import { freeFileName } from '#core/statements/freeFileName'
import { memberProofs } from '#core/treasury/payout/memberProofs'
import { type CommandResult, readOptions, required, succeeded, UsageProblem } from './commandLine'
import { readPayoutV4 } from './readPayoutV4'
import { checkOutput, writeJsonFile } from './writeJsonFile'

/** @throws UsageProblem, or a Problem naming what in the payout cannot be proved. */
export async function proof(args: readonly string[]): Promise<CommandResult> {
  const { values, flags, positionals } = readOptions(args, ['payout', 'member', 'out'], { flags: ['all'] })
  if (positionals.length > 0) throw new UsageProblem(`"${positionals[0]}" is not an option of proof.`)
  if ((values.member !== undefined) === flags.all) throw new UsageProblem('Give either --member or --all.')
  const path = required(values.payout, 'payout')
  const out = required(values.out, 'out')
  if (values.member !== undefined) await checkOutput(out, [path])
  else if (!(await stat(out).catch(() => null))?.isDirectory()) {
    throw new Problem(
      'output.no-folder',
      `There is no folder ${out}: several files are made, so make it, or choose another --out.`,
    )
  }
  const payout = await readPayoutV4(path)
  const proofs = await memberProofs(payout, values.member === undefined ? undefined : [values.member])
  const taken = new Set<string>()
  for (const each of proofs) {
    const name = [each.member.name, each.token.symbol, 'proof'].map(fileNamePart).join('-')
    const target = values.member === undefined ? join(out, `${freeFileName(name, each.member.id, taken)}.json`) : out
    await writeJsonFile(target, each, [path])
  }
  const first = proofs[0]
  return succeeded({
    ...{ out, files: proofs.length, root: first?.root, distributor: first?.distributor },
    members: proofs.map(({ member, account, cumulativeBaseUnits }) => ({ id: member.id, account, cumulativeBaseUnits })),
  })
}
