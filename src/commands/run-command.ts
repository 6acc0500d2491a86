import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { createContext } from '../create-app.js';
import { readSettings, type Settings } from '../platform/config/settings.js';
import { ACCOUNTS_CREATE } from './accounts-create.js';
import { AUDIT_VERIFY } from './audit-verify.js';
import { BACKUP } from './backup.js';
import { type Command, EXIT, type ExitCode, type Terminal, WrongCall } from './command.js';
import { DEMO_REMOVE } from './demo-remove.js';
import { DEMO_RESET } from './demo-reset.js';
import { ERASURES_REPEAT } from './erasures-repeat.js';
import { failureLines, wrongArguments } from './failure-lines.js';
import { JOBS_LIST } from './jobs-list.js';
import { JOBS_RERUN } from './jobs-rerun.js';
import { KEYS_CHECK, KEYS_ROTATE } from './keys-rotate.js';
import { PERSONS_COPY } from './persons-copy.js';
import { RESTORE } from './restore.js';
import { SECRETS_GENERATE } from './secrets-generate.js';

/** Every command, in the order of the help. */
const COMMANDS: readonly Command[] = [
  ACCOUNTS_CREATE,
  AUDIT_VERIFY,
  BACKUP,
  RESTORE,
  DEMO_REMOVE,
  DEMO_RESET,
  ERASURES_REPEAT,
  JOBS_LIST,
  JOBS_RERUN,
  KEYS_CHECK,
  KEYS_ROTATE,
  PERSONS_COPY,
  SECRETS_GENERATE,
];

const CALL = 'node dist/cli.js';
const COLUMN = 22;

/** What a command line works with. */
export interface CommandSurroundings {
  environment: Record<string, string | undefined>;
  terminal: Terminal;
}

/** Runs one command line and returns its exit code: 0 done, 1 refused or failed, 2 wrongly called. */
export async function runCommand(argv: readonly string[], { environment, terminal }: CommandSurroundings): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === 'help') {
    for (const line of overview()) terminal.out(line);
    return name === undefined ? EXIT.WRONG_CALL : EXIT.DONE;
  }
  const command = COMMANDS.find((known) => known.name === name);
  if (!command) {
    for (const line of [`没有“${name}”这个命令 / There is no command "${name}".`, ...overview()]) terminal.note(line);
    return EXIT.WRONG_CALL;
  }
  if (rest.includes('--help')) {
    for (const line of helpOf(command)) terminal.out(line);
    return EXIT.DONE;
  }
  return runWith(command, rest, { environment, terminal });
}

async function runWith(command: Command, rest: string[], { environment, terminal }: CommandSurroundings): Promise<ExitCode> {
  let context: INestApplicationContext | undefined;
  try {
    const { options, operands } = argumentsOf(command, rest);
    const settingsNow = (): Settings => readSettings(environment);
    const open = async (): Promise<INestApplicationContext> => {
      const settings = settingsNow();
      context = await createContext({ ...settings, LOG_LEVEL: environment.LOG_LEVEL ? settings.LOG_LEVEL : 'fatal' }, 'none');
      return context;
    };
    return await command.run({ options, operands, terminal, open, settings: settingsNow });
  } catch (error) {
    for (const line of failureLines(error)) terminal.note(line);
    if (!(error instanceof WrongCall)) return EXIT.NO;
    for (const line of helpOf(command)) terminal.note(line);
    return EXIT.WRONG_CALL;
  } finally {
    await context?.close();
  }
}

function argumentsOf(command: Command, rest: string[]): { options: Record<string, string | boolean | undefined>; operands: string[] } {
  const known = Object.fromEntries(Object.entries(command.options).map(([name, { type }]) => [name, { type }]));
  try {
    const { values, positionals } = parseArgs({ args: rest, options: known, allowPositionals: command.operands !== undefined });
    return { options: { ...values } as Record<string, string | boolean | undefined>, operands: positionals };
  } catch (error) {
    throw wrongArguments(error);
  }
}

function overview(): string[] {
  return [
    'Parkcast 园区直播协同平台 · 命令 / commands',
    '',
    ...COMMANDS.flatMap(({ name, zh, en }) => [`  ${name.padEnd(COLUMN)}${zh}`, `  ${''.padEnd(COLUMN)}${en}`]),
    '',
    `${CALL} <命令 / command> --help`,
    '',
    `退出码:${EXIT.DONE} 完成,${EXIT.NO} 被拒绝、失败或答案为否,${EXIT.WRONG_CALL} 用法有误`,
    `Exit codes: ${EXIT.DONE} done, ${EXIT.NO} refused, failed or the answer is no, ${EXIT.WRONG_CALL} wrongly called`,
  ];
}

function helpOf(command: Command): string[] {
  const options = Object.entries(command.options).map(([name, option]) => ({
    ...option,
    shown: `--${name}${option.type === 'string' ? ' …' : ''}`,
  }));
  return [
    `${CALL} ${command.name}${options.length > 0 ? ' [options]' : ''}${command.operands ? ` ${command.operands}` : ''}`,
    command.zh,
    command.en,
    ...options.flatMap(({ shown, zh, en }) => [`  ${shown.padEnd(COLUMN)}${zh}`, `  ${''.padEnd(COLUMN)}${en}`]),
  ];
}
