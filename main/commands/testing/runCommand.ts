/** A command as a person runs it, with what it wrote. */
import { runCli } from '../runCli'

export interface CommandRun {
  exitCode: number
  stdout: string
  stderr: string
}

/** @param stdin what the command is given on standard input */
export async function runCommand(argv: readonly string[], stdin = ''): Promise<CommandRun> {
  let [stdout, stderr] = ['', '']
  const exitCode = await runCli([...argv], {
    stdin: async () => stdin,
    stdout: (text) => {
      stdout += text
    },
    stderr: (text) => {
      stderr += text
    },
  })
  return { exitCode, stdout, stderr }
}
