import { z } from 'zod';

const booleanText = z.enum(['true', 'false']).transform((text) => text === 'true');
const secret = z.string().min(32, '至少 32 个字符 / needs at least 32 characters');
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** Every environment key the program reads. `.env.example` lists the same keys; a test compares them. */
export const SETTINGS_SCHEMA = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  PUBLIC_URL: optional(
    z.url({ protocol: /^https?$/, error: '须为 http:// 或 https:// 开头的网址 / must be an address that begins with http:// or https://' }),
  ),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: optional(
    z.string().regex(/^(mariadb|mysql):\/\//, '须以 mariadb:// 或 mysql:// 开头 / must begin with mariadb:// or mysql://'),
  ),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10),
  REDIS_URL: optional(z.string().regex(/^rediss?:\/\//, '须以 redis:// 或 rediss:// 开头 / must begin with redis:// or rediss://')),
  REDIS_PREFIX: z
    .string()
    .regex(/^\{[a-z0-9-]+\}$/, '须为哈希标签,例如 {parkcast} / must be a hash tag such as {parkcast}')
    .default('{parkcast}'),
  PERSONAL_DATA_KEYS: optional(
    z
      .string()
      .regex(
        /^[a-z0-9]{1,16}:[A-Za-z0-9+/=]{43,44}(,[a-z0-9]{1,16}:[A-Za-z0-9+/=]{43,44})*$/,
        '须为“编号:32 字节的 base64”,逗号分隔,最新的在最前;编号为 1 至 16 个小写字母和数字 / must be a list of id:base64-of-32-bytes, divided by commas, the newest first; an id has 1 to 16 lower-case letters and digits',
      ),
  ),
  BLIND_INDEX_KEY: optional(secret),
  AUDIT_KEY: optional(secret),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  LOAD_DEMO: booleanText.default(true),
  TRUST_PROXY: booleanText.default(false),
});

/** The validated configuration of one process. */
export type Settings = z.infer<typeof SETTINGS_SCHEMA> & { PUBLIC_URL: string };

const EVERY_ADDRESS = ['0.0.0.0', '::'];

/** Where a process that listens on `host` and `port` is reached from its own machine, without a slash at the end. */
export function localAddressOf(host: string, port: number): string {
  const name = EVERY_ADDRESS.includes(host) ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** Raised at start with every key that is wrong, not only the first. */
export class BadSettings extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `配置有误,请修正后重新启动 / The configuration is not valid, correct it and start again:\n${problems.map((line) => `  - ${line}`).join('\n')}`,
    );
    this.name = 'BadSettings';
  }
}

const [IN_CHINESE, IN_ENGLISH] = [z.locales.zhCN().localeError, z.locales.en().localeError];

/** What zod says of a value for which the schema has no words of its own. */
function inBothLanguages(issue: z.core.$ZodRawIssue): string {
  const [zh, en] = [IN_CHINESE, IN_ENGLISH].map((wording) => {
    const said = wording(issue);
    return typeof said === 'string' ? said : said?.message;
  });
  return `${zh} / ${en}`;
}

/** The problem of a key that only production demands. */
export function requiredInProduction(key: string): string {
  return `${key}: NODE_ENV=production 时必填 / is required when NODE_ENV=production`;
}

const REQUIRED_IN_PRODUCTION = ['PERSONAL_DATA_KEYS', 'BLIND_INDEX_KEY', 'AUDIT_KEY'] as const;

/** Reads and checks the environment. Without PUBLIC_URL the public address is the local one, which only a trial can live with. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const parsed = SETTINGS_SCHEMA.safeParse(environment, { error: inBothLanguages });
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const isSet = (key: string) => Boolean(environment[key]);
  if (environment.NODE_ENV === 'production') {
    for (const key of REQUIRED_IN_PRODUCTION) if (!isSet(key)) problems.push(requiredInProduction(key));
  }
  if (isSet('REDIS_URL') && !isSet('DATABASE_URL')) {
    problems.push(
      'REDIS_URL: 须同时设置 DATABASE_URL,因为内嵌数据库只属于一个进程 / needs DATABASE_URL as well, because the embedded database belongs to one process',
    );
  }
  if (!parsed.success || problems.length > 0) throw new BadSettings(problems);
  const { HOST, PORT, PUBLIC_URL = localAddressOf(HOST, PORT) } = parsed.data;
  return { ...parsed.data, PUBLIC_URL };
}

/** Injection token of the process's settings. */
export const SETTINGS = Symbol('Settings');
