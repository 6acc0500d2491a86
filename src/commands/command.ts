import type { INestApplicationContext } from '@nestjs/common';
import type { Settings } from '../platform/config/settings.js';

/** How a command ended, for scripts: 0 done, 1 refused, failed or the answer is no, 2 wrongly called. */
export const EXIT = { DONE: 0, NO: 1, WRONG_CALL: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Where a command reads and writes. */
export interface Terminal {
  /** One line of the result. */
  out(line: string): void;
  /** One line for people: progress, questions, errors. */
  note(line: string): void;
  /** Whether somebody can answer. */
  readonly isInteractive: boolean;
  ask(question: string): Promise<string>;
  /** Asks without showing what is typed. */
  askSecret(question: string): Promise<string>;
  /** Everything that is piped in, at most 4 kB. */
  readAll(): Promise<string>;
}

/** One option of a command. */
export interface CommandOption {
  type: 'string' | 'boolean';
  zh: string;
  en: string;
}

/** One call of a command. */
export interface CommandCall {
  options: Readonly<Record<string, string | boolean | undefined>>;
  /** What stands behind the options. */
  operands: readonly string[];
  terminal: Terminal;
  /** The settings of the environment. Throws `BadSettings`. */
  settings(): Settings;
  /** Opens the application without HTTP and without running jobs; it is closed when the command ends. */
  open(): Promise<INestApplicationContext>;
}

/** What `npm run cli -- <name>` offers. */
export interface Command {
  name: string;
  zh: string;
  en: string;
  options: Readonly<Record<string, CommandOption>>;
  /** How the operands are called in the help; absent when there are none. */
  operands?: string;
  run(call: CommandCall): Promise<ExitCode>;
}

/** The command was called wrongly; exit code 2. */
export class WrongCall extends Error {}
