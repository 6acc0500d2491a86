import type { INestApplicationContext } from '@nestjs/common';

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
  /** Returns the exit code: 0 done, 1 the answer is no, 2 wrongly called. */
  run(call: CommandCall): Promise<number>;
}

/** The command was called wrongly; exit code 2. */
export class WrongCall extends Error {}
