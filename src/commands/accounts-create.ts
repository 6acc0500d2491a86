import { randomUUID } from 'node:crypto';
import { ACCOUNT_NAME_LENGTH_MAX } from '../platform/auth/account.entity.js';
import { AccountCreation } from '../platform/auth/account-creation.service.js';
import { LOGIN_NAME_PATTERN } from '../platform/auth/accounts.inputs.js';
import { systemCaller } from '../platform/auth/caller.js';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '../platform/auth/passwords.js';
import { type Command, type CommandCall, WrongCall } from './command.js';

/** Opens an account with the role of an administrator: the first one, or another when nobody can sign in any more. */
export const ACCOUNTS_CREATE: Command = {
  name: 'accounts:create',
  zh: '创建系统管理员账号(没有给出的内容会逐项询问)',
  en: 'Creates the account of an administrator; asks for what is not given',
  options: {
    login: { type: 'string', zh: '登录名', en: 'Sign-in name' },
    name: { type: 'string', zh: '姓名', en: 'Display name' },
    'password-stdin': { type: 'boolean', zh: '从标准输入读取密码', en: 'Reads the password from the standard input' },
  },
  run: async (call) => {
    const loginName = await given(call, 'login', '登录名 / Sign-in name: ');
    const displayName = await given(call, 'name', '姓名 / Display name: ');
    const password = prepared(await passwordOf(call));
    const problems = [...nameProblems(loginName, displayName), ...passwordProblems(password)];
    if (problems.length > 0) {
      for (const line of problems) call.terminal.note(line);
      return 1;
    }
    const context = await call.open();
    const id = await context.get(AccountCreation).createAdministrator(systemCaller(randomUUID()), { loginName, displayName, password });
    call.terminal.out(`管理员账号已创建 / Administrator created: ${loginName.toLowerCase()} (${id})`);
    return 0;
  },
};

async function given({ options, terminal }: CommandCall, name: string, question: string): Promise<string> {
  const value = options[name];
  if (typeof value === 'string') return prepared(value);
  if (!terminal.isInteractive) throw new WrongCall(`缺少 --${name} / --${name} is missing`);
  return prepared(await terminal.ask(question));
}

async function passwordOf({ options, terminal }: CommandCall): Promise<string> {
  if (options['password-stdin']) return terminal.readAll();
  if (!terminal.isInteractive) throw new WrongCall('缺少 --password-stdin / --password-stdin is missing');
  const password = await terminal.askSecret(`密码(至少 ${PASSWORD_LENGTH_MIN} 个字符) / Password: `);
  const repeated = await terminal.askSecret('再次输入密码 / Once more: ');
  if (prepared(password) !== prepared(repeated)) throw new WrongCall('两次输入的密码不一致 / The two passwords differ');
  return password;
}

/** As the API prepares texts, so that the same password fits at sign-in. */
function prepared(text: string): string {
  return text.normalize('NFC').trim();
}

function nameProblems(loginName: string, displayName: string): string[] {
  const problems: string[] = [];
  if (!LOGIN_NAME_PATTERN.test(loginName)) {
    problems.push('登录名须为 3–60 个字母、数字或 . _ @ - / The sign-in name must have 3–60 letters, digits or . _ @ -');
  }
  const length = [...displayName].length;
  if (length < 1 || length > ACCOUNT_NAME_LENGTH_MAX) {
    problems.push(`姓名须为 1–${ACCOUNT_NAME_LENGTH_MAX} 个字 / The display name must have 1–${ACCOUNT_NAME_LENGTH_MAX} characters`);
  }
  return problems;
}

function passwordProblems(password: string): string[] {
  const length = [...password].length;
  const fits = length >= PASSWORD_LENGTH_MIN && length <= PASSWORD_LENGTH_MAX && !/\p{Cc}/u.test(password);
  const range = `${PASSWORD_LENGTH_MIN}–${PASSWORD_LENGTH_MAX}`;
  return fits ? [] : [`密码须为一行,${range} 个字符 / The password must be one line of ${range} characters`];
}
