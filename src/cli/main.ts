import { CommanderError } from 'commander';
import { exitCodes } from '../domain/errors.ts';
import { createOutput, reportError } from './output.ts';
import { buildProgram, helpAsked, languageFromArguments } from './program.ts';

/** Runs the command line; the process exit code is the worst outcome (README "Exit codes"). */
async function main(given: readonly string[]): Promise<number> {
  const arguments_ = helpAsked(given);
  const language = languageFromArguments(arguments_, process.env);
  const run = { exitCode: exitCodes.done as number };
  try {
    const program = await buildProgram(language, run, arguments_);
    await program.parseAsync([...arguments_], { from: 'user' });
    return run.exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    return reportError(createOutput({ language, json: false }), thrown);
  }
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `sohoa … | head` closes the pipe early: not a fault.
  if (error.code === 'EPIPE') process.exit(exitCodes.done);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));
