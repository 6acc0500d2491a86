import { runCommand } from '../../src/commands/run-command.js';

/** Runs one command line of the program, with nobody at the keyboard; returns its exit code and everything it printed. */
export async function commandLine(argv: string[], environment: Record<string, string>): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const keep = (line: string) => void lines.push(line);
  const unasked = { ask: () => Promise.resolve(''), askSecret: () => Promise.resolve(''), readAll: () => Promise.resolve('') };
  const code = await runCommand(argv, { environment, terminal: { out: keep, note: keep, isInteractive: false, ...unasked } });
  return { code, text: lines.join('\n') };
}
